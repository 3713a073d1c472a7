import { beforeEach, describe, expect, it } from 'vitest'
import { apiKeyToken, type KeyCredential } from '#kernel/api-key'
import { sha256 } from '#kernel/digest'
import { UnauthenticatedError } from '#kernel/errors'
import type { Authenticate } from '#kernel/http/authenticate'
import { withApiKeys } from '#kernel/http/authenticate-key'

const AT = new Date('2026-03-01T09:30:00.000Z')
const later = (seconds: number) => new Date(AT.getTime() + seconds * 1000)
const ID = 'key_01JD3Z5V9QK8M2N4P6R8S0T2V4'
const TOKEN = apiKeyToken(ID, new Uint8Array(32).fill(1))
const OTHER = apiKeyToken(ID, new Uint8Array(32).fill(2))

const credential: KeyCredential = {
  id: ID,
  expiresOn: '2026-04-01',
  secrets: [{ digest: sha256(TOKEN), until: null }],
  scope: { holder: 'aut_1', powers: [], territory: ['DE-BY'], requestsPerMinute: 600 },
  from: '2026-01-01',
  shownTo: ['per_1'],
}
const capability = { subject: ID, person: ID, positions: [], grants: [], alsoKnownAs: ['per_1'] }

let stored: KeyCredential | undefined
let reads: string[]
let authenticate: Authenticate

beforeEach(() => {
  stored = credential
  reads = []
  authenticate = withApiKeys(
    async (authorization) => ({ kind: 'account', subject: `token ${authorization}`, today: '2026-03-01' }),
    async (id) => {
      reads.push(id)
      return stored
    },
    async () => {
      reads.push('capability')
      return capability
    },
  )
})

const refusedAt = (at: Date, token = TOKEN) =>
  expect(authenticate(`Bearer ${token}`, at)).rejects.toThrow(UnauthenticatedError)

describe('an API key', () => {
  it('tells which machine asks, read once for a minute', async () => {
    for (const seconds of [0, 30, 59])
      expect(await authenticate(`bearer ${TOKEN}`, later(seconds))).toEqual({
        kind: 'account',
        subject: ID,
        today: '2026-03-01',
        capability,
        singleFactor: true,
        key: credential.scope,
      })
    expect(reads).toEqual([ID, 'capability'])
    await authenticate(`Bearer ${TOKEN}`, later(60))
    expect(reads).toEqual([ID, 'capability', ID, 'capability'])
  })

  it('that was revoked is refused after 60 s at the latest', async () => {
    await authenticate(`Bearer ${TOKEN}`, AT)
    stored = { ...credential, secrets: [] }
    await authenticate(`Bearer ${TOKEN}`, later(59.9))
    await refusedAt(later(60))
  })

  it('is refused from its last day on, believed or not', async () => {
    stored = { ...credential, expiresOn: '2026-03-02' }
    const evening = new Date('2026-03-01T23:59:40.000Z')
    await authenticate(`Bearer ${TOKEN}`, evening)
    await refusedAt(new Date('2026-03-02T00:00:00.000Z'))
  })

  it('works by both secrets while they overlap, and by the old one to its very end', async () => {
    stored = {
      ...credential,
      secrets: [
        { digest: sha256(TOKEN), until: later(30).toISOString() },
        { digest: sha256(OTHER), until: null },
      ],
    }
    await authenticate(`Bearer ${TOKEN}`, later(29))
    await authenticate(`Bearer ${OTHER}`, later(29))
    await refusedAt(later(30))
    await authenticate(`Bearer ${OTHER}`, later(30))
  })

  it('with another secret, or of no known key, is refused', async () => {
    await refusedAt(AT, OTHER)
    stored = undefined
    await refusedAt(AT)
  })

  it('costs no read when its checksum shows that it was mistyped', async () => {
    await refusedAt(AT, `${TOKEN.slice(0, -1)}${TOKEN.endsWith('0') ? '1' : '0'}`)
    await refusedAt(AT, 'agk_nonsense')
    expect(reads).toEqual([])
  })

  it('leaves every other credential to the tokens', async () => {
    expect(await authenticate('Bearer eyJ.a.b', AT)).toMatchObject({ subject: 'token Bearer eyJ.a.b' })
    expect(await authenticate(undefined, AT)).toMatchObject({ subject: 'token undefined' })
    expect(reads).toEqual([])
  })
})
