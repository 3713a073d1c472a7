import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { API_KEY_TOKEN, apiKeyIdIn, apiKeyToken } from '#kernel/api-key'

const ID = 'key_01JD3Z5V9QK8M2N4P6R8S0T2V4'

describe('the token of an API key', () => {
  it('names its key and keeps all 256 bits of its secret', () => {
    expect(apiKeyToken(ID, new Uint8Array(32))).toMatch(/^agk_01JD3Z5V9QK8M2N4P6R8S0T2V4_0{43}.{6}$/)
    // 2^256 − 1 in base 62, worked out in Python.
    expect(apiKeyToken(ID, new Uint8Array(32).fill(255))).toContain(
      '_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1',
    )
    const property = fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (one, other) => {
        const same = Buffer.compare(Buffer.from(one), Buffer.from(other)) === 0
        expect(apiKeyToken(ID, one) === apiKeyToken(ID, other)).toBe(same)
        expect(apiKeyToken(ID, one)).toMatch(API_KEY_TOKEN)
        expect(apiKeyIdIn(apiKeyToken(ID, one))).toBe(ID)
      },
    )
    fc.assert(property)
  })

  it('is told from a mistyped one by its checksum, whichever character is wrong', () => {
    const token = apiKeyToken(ID, randomBytes(32))
    for (let place = 4; place < token.length; place++) {
      const wrong = token.charAt(place) === '1' ? '2' : '1'
      expect(apiKeyIdIn(token.slice(0, place) + wrong + token.slice(place + 1))).toBeUndefined()
    }
  })

  it('is not made of too little chance', () => {
    expect(() => apiKeyToken(ID, new Uint8Array(16))).toThrow('32 random bytes')
  })
})
