import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIdentity, type LocalIdentity } from '../../../../../infra/local/identity/identity.ts'
import { portOf } from '../support/port.ts'

const folder = mkdtempSync(join(tmpdir(), 'identity-'))
const client = {
  clientId: 'portal',
  redirectUris: ['http://127.0.0.1:4000/signed-in'],
  logoutUris: ['http://127.0.0.1:4000/'],
}
let server: Server
let identity: LocalIdentity
let issuer = ''

beforeAll(async () => {
  server = createServer((request, response) => void identity.handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${portOf(server)}/local/identity`
  identity = await createIdentity({ issuer, folder, client })
})
afterAll(() => {
  identity.stop()
  server.close().closeAllConnections()
})

/** A browser as far as cookies and redirects go. */
class Browser {
  readonly #cookies = new Map<string, string>()

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, 'accept-language': 'ru' },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return response
  }

  /** Follows redirects within the issuer; a page or an address elsewhere ends it. */
  async follow(url: string, form?: Record<string, string>): Promise<{ url: string; response: Response }> {
    const response = await this.open(url, form)
    const location = response.headers.get('location')
    if (!location) return { url, response }
    const next = new URL(location, url).href
    return next.startsWith(issuer) ? this.follow(next) : { url: next, response }
  }
}

const verifier = randomBytes(32).toString('base64url')
const authorizeUrl = (change: Record<string, string> = {}): string =>
  `${issuer}/oauth2/authorize?${new URLSearchParams({
    client_id: 'portal',
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:4000/signed-in',
    scope: 'openid email profile',
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  })}`
const tokens = async (form: Record<string, string>): Promise<Record<string, string>> => {
  const response = await fetch(`${issuer}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'portal', ...form }),
  })
  return Object(await response.json())
}

describe('signing in', () => {
  test('goes by the page of sample accounts to a code, to tokens, and again without asking', async () => {
    const browser = new Browser()
    const page = await browser.follow(authorizeUrl())
    expect(page.url).toMatch(/\/local\/identity\/sign-in\//)
    const html = await page.response.text()
    expect(html).toContain('<html lang="ru">')
    expect(html.match(/name="persona" value="/g)).toHaveLength(6)
    const back = await browser.follow(page.url, { persona: 'region' })
    const code = new URL(back.url).searchParams.get('code') ?? ''
    expect(back.url).toMatch(/^http:\/\/127\.0\.0\.1:4000\/signed-in\?code=/)
    const issued = await tokens({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: 'http://127.0.0.1:4000/signed-in',
    })
    const { payload } = await jwtVerify(
      issued['access_token'] ?? '',
      createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`)),
      { issuer },
    )
    expect(payload).toMatchObject({
      sub: 'region',
      client_id: 'portal',
      token_use: 'access',
      amr: ['pwd', 'mfa'],
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600)
    expect(decodeJwt(issued['id_token'] ?? '')).toMatchObject({
      sub: 'region',
      email: 'region@sample.agglomera.invalid',
    })

    const refreshed = await tokens({
      grant_type: 'refresh_token',
      refresh_token: issued['refresh_token'] ?? '',
    })
    expect(decodeJwt(refreshed['access_token'] ?? '')).toMatchObject({ sub: 'region', client_id: 'portal' })
    const again = await browser.follow(authorizeUrl())
    expect(again.url).toMatch(/^http:\/\/127\.0\.0\.1:4000\/signed-in\?code=/)
  })

  test('needs PKCE and a known address to return to', async () => {
    const unknown = await new Browser().follow(authorizeUrl({ redirect_uri: 'http://evil.example/' }))
    expect(unknown.response.status).toBe(400)
    const query = new URL(authorizeUrl())
    query.searchParams.delete('code_challenge')
    query.searchParams.delete('code_challenge_method')
    const refused = await new Browser().follow(query.href)
    expect(new URL(refused.url).searchParams.get('error')).toBe('invalid_request')
  })

  test('an unknown choice shows the page again; an expired sign-in says so', async () => {
    const browser = new Browser()
    const page = await browser.follow(authorizeUrl())
    expect((await browser.open(page.url, { persona: 'nobody' })).status).toBe(200)
    expect((await new Browser().open(`${issuer}/sign-in/unknown`)).status).toBe(400)
  })
})

describe('tokens for the command line', () => {
  test('are those of the persona', async () => {
    const token = await identity.tokenFor('auditor')
    const { payload } = await jwtVerify(
      token,
      createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`)),
      { issuer },
    )
    expect(payload).toMatchObject({ sub: 'auditor', client_id: 'portal', token_use: 'access', iss: issuer })
  })

  test('are as of a sign-in with a second factor, unless asked for without', async () => {
    expect(decodeJwt(await identity.tokenFor('auditor'))['amr']).toEqual(['pwd', 'mfa'])
    expect(decodeJwt(await identity.tokenFor('auditor', 'one-factor'))['amr']).toEqual(['pwd'])
  })

  test('need the secret of the running platform', async () => {
    const answer = await tokens({
      grant_type: 'urn:agglomera:grant:persona',
      persona: 'ministry',
      secret: 'guess',
    })
    expect(answer).toMatchObject({ error: 'invalid_grant' })
  })
})

describe('keys', () => {
  test('are kept: a token of before a restart is still good', async () => {
    const token = await identity.tokenFor('manager')
    identity.stop()
    identity = await createIdentity({ issuer, folder, client })
    const jwks = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
    expect((await jwtVerify(token, jwks, { issuer })).payload.sub).toBe('manager')
  })

  test('that are damaged stop the start with one sentence', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'identity-'))
    writeFileSync(join(broken, 'keys.json'), '{')
    await expect(createIdentity({ issuer, folder: broken, client })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('--reset'),
    })
  })

  test('sessions that are damaged do so too', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'identity-'))
    writeFileSync(join(broken, 'sessions.sqlite'), 'no database at all')
    await expect(createIdentity({ issuer, folder: broken, client })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('remove the file'),
    })
  })
})
