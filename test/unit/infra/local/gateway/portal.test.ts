import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPortal, portalHeaders } from '../../../../../infra/local/gateway/portal.ts'
import { portOf } from '../support/port.ts'

const folder = mkdtempSync(join(tmpdir(), 'portal-'))
mkdirSync(join(folder, 'web', 'assets'), { recursive: true })
writeFileSync(join(folder, 'web', 'index.html'), 'application')
writeFileSync(join(folder, 'web', 'main.js'), 'script')
writeFileSync(join(folder, 'web', 'assets', 'index-0123456789.js'), 'named by its content')
writeFileSync(join(folder, 'secret.txt'), 'secret')

const portal = createPortal(join(folder, 'web'), { 'x-content-type-options': 'nosniff' }, { clientId: 'c' })
const server = createServer((request, response) => void portal(request, response))
let url = ''
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${portOf(server)}`
})
afterAll(() => void server.close().closeAllConnections())

describe('the portal', () => {
  test.each([
    ['/', 200, 'application', 'text/html; charset=utf-8'],
    ['/clusters/clu_1', 200, 'application', 'text/html; charset=utf-8'],
    ['/verify/?code=x', 200, 'application', 'text/html; charset=utf-8'],
    ['/config.json', 200, '{"clientId":"c"}', 'application/json'],
    ['/main.js', 200, 'script', 'text/javascript; charset=utf-8'],
    ['/gone.js', 404, 'There is no such page.\n', 'text/plain; charset=utf-8'],
    ['/%2e%2e/secret.txt', 404, 'There is no such page.\n', 'text/plain; charset=utf-8'],
  ])('%s answers %i', async (path, status, body, type) => {
    const response = await fetch(url + path)
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      status,
      body,
      type,
    ])
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['/', 'no-cache'],
    ['/main.js', 'no-cache'],
    ['/assets/index-0123456789.js', 'public, max-age=31536000, immutable'],
  ])('%s is kept as on AWS: %s', async (path, kept) => {
    expect((await fetch(url + path)).headers.get('cache-control')).toBe(kept)
  })

  test('an unchanged file is not sent again', async () => {
    const etag = (await fetch(`${url}/main.js`)).headers.get('etag') ?? ''
    expect((await fetch(`${url}/main.js`, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })
})

test('the headers are those of the template with the addresses of this machine', () => {
  const policy = {
    ResponseHeadersPolicyConfig: {
      CustomHeadersConfig: { Items: [{ Header: 'permissions-policy', Value: 'camera=()', Override: true }] },
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy:
            "connect-src 'self' https://documents.s3.eu-central-1.amazonaws.com https://a-1.auth.eu-central-1.amazoncognito.com; upgrade-insecure-requests",
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 1 },
      },
    },
  }
  expect(portalHeaders(policy, { s3: 'http://127.0.0.1:1', identity: 'http://127.0.0.1:2' })).toEqual({
    'permissions-policy': 'camera=()',
    'content-security-policy': "connect-src 'self' http://127.0.0.1:1 http://127.0.0.1:2",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
})
