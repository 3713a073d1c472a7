import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_BYTES, codeFrom, ExtractCode } from '#extracts/model'

const chance = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES })
const code = chance.map((bytes) => codeFrom(bytes))
const place = fc.integer({ min: 0, max: CODE_BYTES })
const characters = (written: string) => [...written.replaceAll('-', '')]
const refusal = (typed: string) => ExtractCode.safeParse(typed).error?.issues[0]?.message

describe('a verification code', () => {
  it('has 95 bits of chance and a check character, in four groups', async () => {
    expect(codeFrom(new Uint8Array(19))).toBe('00000-00000-00000-00000')
    expect(codeFrom(Uint8Array.from({ length: 19 }, (_, index) => index))).toMatch(/^01234-56789-ABCDE-FGHJ/)
    expect(() => codeFrom(new Uint8Array(18))).toThrow('a code takes 19 bytes of chance')
    await fc.assert(
      fc.property(chance, chance, (one, other) => {
        const bits = (bytes: Uint8Array) => [...bytes].map((byte) => byte & 31).join()
        expect(codeFrom(one) === codeFrom(other)).toBe(bits(one) === bits(other))
      }),
    )
  })

  it('is understood however it is typed', () => {
    const written = '7Z1QG-4KX2M-9DW3T-RB6NV'
    for (const typed of [
      written,
      '7z1qg 4kx2m 9dw3t rb6nv',
      '7ZIQG4KX2M9DW3TRB6NV',
      '7zlqg–4kx2m—9dw3t rb6nv',
      `  ${written}\n`,
    ])
      expect(ExtractCode.parse(typed)).toBe(written)
    expect(ExtractCode.parse('ooooo-ooooo-ooooo-ooooo')).toBe('00000-00000-00000-00000')
  })

  it('finds any one wrong character', async () => {
    await fc.assert(
      fc.property(code, place, fc.integer({ min: 1, max: 31 }), (given, at, shift) => {
        const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
        const typed = characters(given)
        const right = typed[at] ?? ''
        typed[at] = alphabet.charAt((alphabet.indexOf(right) + shift) % 32)
        expect(refusal(typed.join(''))).toMatch(/check character/)
      }),
    )
  })

  it('finds any two characters that changed places', async () => {
    await fc.assert(
      fc.property(code, place, place, (given, one, other) => {
        const typed = characters(given)
        fc.pre(typed[one] !== typed[other])
        const kept = typed[one] ?? ''
        typed[one] = typed[other] ?? ''
        typed[other] = kept
        expect(refusal(typed.join(''))).toMatch(/check character/)
      }),
    )
  })

  it('says what it expects of what is no code', () => {
    for (const typed of ['', '7Z1QG', '7Z1QG-4KX2M-9DW3T-RB6NV-7', '7Z1QG-4KX2M-9DW3T-RB6NU', 'ъ'.repeat(20)])
      expect(refusal(typed)).toBe(
        'expected 20 letters and digits such as 7Z1QG-4KX2M-9DW3T-RB6NV (no I, L, O, U)',
      )
  })
})
