import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Capability } from '#kernel/access'
import { UnauthenticatedError, UnavailableError } from '#kernel/errors'
import { type Authenticate, tokenAuthentication } from '#kernel/http/authenticate'

const AT = new Date('2026-03-01T09:30:00.000Z')
const later = (seconds: number) => new Date(AT.getTime() + seconds * 1000)
const epoch = AT.getTime() / 1000

const pair = await generateKeyPair('RS256')
const stranger = await generateKeyPair('RS256')
const capability: Capability = { subject: 'subject-1', person: 'per_1', positions: [], grants: [] }

let server: Server
let issuer: string
let status = 200
let fetched = 0
let lookups: string[]
let known: Map<string, Capability>
let authenticate: Authenticate

beforeAll(async () => {
  const jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'key-1', alg: 'RS256' }],
  })
  server = createServer((request, response) => {
    fetched += 1
    const found = request.url === '/pool/.well-known/jwks.json'
    response.writeHead(found ? status : 404, { 'content-type': 'application/json' }).end(jwks)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/pool`
})
afterAll(() => server.close())

beforeEach(() => {
  status = 200
  fetched = 0
  lookups = []
  known = new Map([['subject-1', capability]])
  authenticate = tokenAuthentication({
    issuer,
    clientId: 'portal',
    capabilityOf: async (subject) => {
      lookups.push(subject)
      return known.get(subject)
    },
    hasSecondFactor: (claims) => claims['amr'] === 'mfa',
  })
})

const token = (claims: Record<string, unknown> = {}, { key = pair.privateKey, kid = 'key-1' } = {}) => {
  const payload = { iss: issuer, sub: 'subject-1', client_id: 'portal', exp: epoch + 3600, ...claims }
  const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined))
  return new SignJWT(given).setProtectedHeader({ alg: 'RS256', kid }).sign(key)
}
const bearer = async (...given: Parameters<typeof token>) => `Bearer ${await token(...given)}`

describe('a token', () => {
  it.each<[string, Record<string, unknown>]>([
    ['with the client in client_id', {}],
    ['with the client as audience', { client_id: undefined, aud: 'portal' }],
    ['with the client among the audiences', { client_id: undefined, aud: ['other', 'portal'] }],
    ['for access', { token_use: 'access' }],
  ])('%s tells who it is', async (_name, claims) => {
    expect(await authenticate(await bearer(claims), AT)).toEqual({
      kind: 'account',
      subject: 'subject-1',
      singleFactor: true,
      capability,
      today: '2026-03-01',
    })
  })

  it('says whether there was a second factor, each on its own', async () => {
    const strong = await bearer({ amr: 'mfa' })
    for (const _time of ['verified', 'remembered'])
      expect(await authenticate(strong, AT)).toMatchObject({ subject: 'subject-1', singleFactor: false })
    expect(await authenticate(await bearer(), AT)).toMatchObject({ singleFactor: true })
  })

  it('may stand behind any spelling of Bearer', async () => {
    expect(await authenticate(`bearer  ${await token()}`, AT)).toMatchObject({ subject: 'subject-1' })
  })

  it('is not needed to be nobody', async () => {
    expect(await authenticate(undefined, AT)).toEqual({ kind: 'anonymous' })
    expect(fetched).toBe(0)
  })

  const bad: [string, Record<string, unknown>, Parameters<typeof token>[1]][] = [
    ['of another issuer', { iss: 'http://elsewhere.example' }, undefined],
    ['of another client', { client_id: 'other' }, undefined],
    ['of no client', { client_id: undefined }, undefined],
    ['for another audience', { client_id: undefined, aud: ['other'] }, undefined],
    ['that is an id token', { token_use: 'id' }, undefined],
    ['without a subject', { sub: undefined }, undefined],
    ['without an end', { exp: undefined }, undefined],
    ['that has expired', { exp: epoch - 1 }, undefined],
    ['that is not valid yet', { nbf: epoch + 60 }, undefined],
    ['signed by another key', {}, { key: stranger.privateKey }],
    ['signed by an unknown key', {}, { kid: 'key-2' }],
  ]
  it.each(bad)('%s is refused', async (_name, claims, signing) => {
    await expect(authenticate(await bearer(claims, signing), AT)).rejects.toThrow(UnauthenticatedError)
    expect(lookups).toEqual([])
  })

  it('without a signature, in another form or of another scheme is refused', async () => {
    const [header = '', payload = ''] = (await token()).split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const wrong = [
      `Bearer ${none}.${payload}.`,
      `Bearer ${header}.${payload}.`,
      'Bearer nonsense',
      'Bearer ',
      'Basic YTpi',
      '',
    ]
    for (const authorization of wrong)
      await expect(authenticate(authorization, AT)).rejects.toThrow(UnauthenticatedError)
  })

  it('is neither good nor bad while the issuer does not answer', async () => {
    status = 503
    await expect(authenticate(await bearer(), AT)).rejects.toThrow(UnavailableError)
    status = 200
    expect(await authenticate(await bearer(), AT)).toMatchObject({ subject: 'subject-1' })
    const nowhere = tokenAuthentication({
      issuer: 'http://127.0.0.1:9',
      clientId: 'portal',
      capabilityOf: async () => undefined,
      hasSecondFactor: () => true,
    })
    await expect(nowhere(await bearer(), AT)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 5 })
  })
})

describe('what is remembered', () => {
  it('is a known token and a capability, for a minute', async () => {
    const authorization = await bearer()
    await authenticate(authorization, AT)
    status = 503
    await authenticate(authorization, later(59))
    expect(lookups).toHaveLength(1)
    const changed = { ...capability, person: 'per_2' }
    known.set('subject-1', changed)
    expect(await authenticate(authorization, later(60))).toMatchObject({ capability: changed })
    expect(lookups).toHaveLength(2)
    expect(fetched).toBe(1)
  })

  it('is no token beyond its end', async () => {
    const authorization = await bearer({ exp: epoch + 10 })
    await authenticate(authorization, AT)
    await expect(authenticate(authorization, later(10))).rejects.toThrow(UnauthenticatedError)
  })

  it('is nothing of who has no powers yet: first ones work at once', async () => {
    const authorization = await bearer({ sub: 'subject-2' })
    expect(await authenticate(authorization, AT)).toMatchObject({
      subject: 'subject-2',
      capability: undefined,
    })
    known.set('subject-2', capability)
    expect(await authenticate(authorization, AT)).toMatchObject({ capability })
  })

  it('is at most a thousand people, the newest', async () => {
    for (let n = 0; n < 1001; n++) {
      known.set(`s${n}`, capability)
      await authenticate(await bearer({ sub: `s${n}` }), AT)
    }
    lookups = []
    await authenticate(await bearer({ sub: 's1000' }), AT)
    expect(lookups).toEqual([])
    await authenticate(await bearer({ sub: 's0' }), AT)
    expect(lookups).toEqual(['s0'])
  })
})
