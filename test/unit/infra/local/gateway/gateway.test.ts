import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createGateway } from '../../../../../infra/local/gateway/gateway.ts'
import type { InvocationResult } from '../../../../../infra/local/lambda/function.ts'
import { portOf } from '../support/port.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

interface Setting {
  readonly answer?: (event: unknown) => InvocationResult | Promise<InvocationResult>
  readonly throttle?: { readonly rate: number; readonly burst: number }
  readonly seconds?: number
  readonly routeKeys?: readonly string[]
}

/** A gateway in front of one function that, unless told otherwise, answers with the event it got. */
const gatewayWith = async ({ answer = echo, throttle, seconds, routeKeys = ['$default'] }: Setting = {}) => {
  const log: string[] = []
  const gateway = createGateway({
    apiId: 'api',
    accountId: '000000000000',
    routes: routeKeys.map((routeKey) => ({ routeKey, functionArn: 'arn' })),
    invoke: async (_arn, event) => answer(event),
    log: (line) => log.push(line),
    ...(throttle && { throttle }),
    ...(seconds !== undefined && { seconds }),
  })
  const server = createServer(
    { maxHeaderSize: 65_536 },
    (request, response) => void gateway(request, response),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stops.push(() => server.close().closeAllConnections())
  return { url: `http://127.0.0.1:${portOf(server)}`, port: portOf(server), log }
}

const echo = (event: unknown): InvocationResult => ({
  payload: { statusCode: 200, body: JSON.stringify(event) },
})

describe('requests', () => {
  test('become events of payload format 2.0', async () => {
    const { url } = await gatewayWith({ routeKeys: ['POST /api/v1/clusters/{clusterId}'] })
    const response = await fetch(`${url}/api/v1/clusters/%D0%BA%20l?tag=a&tag=b&name=%C3%BC`, {
      method: 'POST',
      headers: [
        ['content-type', 'application/json'],
        ['x-many', '1'],
        ['x-many', '2'],
        ['cookie', 'a=1; b=2'],
      ],
      body: '{"a":"ü"}',
    })
    const event = Object(await response.json())
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /api/v1/clusters/{clusterId}',
      rawPath: '/api/v1/clusters/к l',
      rawQueryString: 'tag=a&tag=b&name=%C3%BC',
      queryStringParameters: { tag: 'a,b', name: 'ü' },
      pathParameters: { clusterId: 'к l' },
      cookies: ['a=1', 'b=2'],
      body: '{"a":"ü"}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'POST', path: '/api/v1/clusters/к l' } },
    })
    expect(event.headers['x-many']).toMatch(/^1, ?2$/)
    expect(event.headers).not.toHaveProperty('cookie')
  })

  test.each([
    ['application/json', undefined, false],
    ['text/csv; charset=utf-8', undefined, false],
    ['application/x-www-form-urlencoded', undefined, true],
    ['application/vnd.api+json', undefined, true],
    ['application/octet-stream', undefined, true],
    ['application/json', 'gzip', true],
  ])('a body of %s, encoded %s, comes in Base64: %s', async (type, encoding, isBase64Encoded) => {
    const { url } = await gatewayWith()
    const body = encoding ? gzipSync('{}') : Buffer.from('{}')
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) },
      body,
    })
    const event = Object(await response.json())
    expect(event.isBase64Encoded).toBe(isBase64Encoded)
    expect(Buffer.from(event.body, isBase64Encoded ? 'base64' : 'utf8')).toEqual(body)
  })

  test('broken percent-encoding is 400', async () => {
    const { port } = await gatewayWith()
    expect(await raw(port, 'GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    )
  })
})

describe('answers', () => {
  test('binary bodies, headers and cookies arrive', async () => {
    const zipped = gzipSync('hello')
    const { url } = await gatewayWith({
      answer: () => ({
        payload: {
          statusCode: 201,
          headers: { 'Content-Encoding': 'gzip', 'content-type': 'text/plain', etag: 'W/"1"' },
          cookies: ['a=1', 'b=2'],
          body: zipped.toString('base64'),
          isBase64Encoded: true,
        },
      }),
    })
    const response = await fetch(url)
    expect(response.status).toBe(201)
    expect(response.headers.get('etag')).toBe('W/"1"')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.text()).toBe('hello')
  })

  test('an answer without a status is the body itself', async () => {
    const { url } = await gatewayWith({ answer: () => ({ payload: { fine: true } }) })
    const response = await fetch(url)
    expect([response.status, await response.json()]).toEqual([200, { fine: true }])
  })

  test('204 and 304 have no body', async () => {
    const { url } = await gatewayWith({
      answer: () => ({ payload: { statusCode: 304, headers: { etag: '"1"' }, body: 'x' } }),
    })
    const response = await fetch(url)
    expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([
      304,
      '',
      null,
    ])
  })

  test.each([
    ['throws', { error: { errorType: 'TypeError', errorMessage: 'oh' } }, 'TypeError: oh'],
    ['answers nonsense', { payload: { statusCode: 'x' } }, 'malformed'],
  ])('a function that %s is 500 with the reason in the log', async (_what, result, reason) => {
    const { url, log } = await gatewayWith({ answer: () => result })
    const response = await fetch(url)
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
    expect(log.join()).toContain(reason)
  })
})

describe('limits', () => {
  test('a head above 10 KB is 431', async () => {
    const { url } = await gatewayWith()
    const just = await fetch(url, { headers: { 'x-long': 'a'.repeat(9_000) } })
    const over = await fetch(url, { headers: { 'x-long': 'a'.repeat(10_300) } })
    expect([just.status, over.status]).toEqual([200, 431])
    expect(await over.json()).toEqual({ message: 'Request Header Fields Too Large' })
  })

  test('a body above 10 MB is 413', async () => {
    const { url } = await gatewayWith({ answer: () => ({ payload: { statusCode: 204 } }) })
    const post = (bytes: number) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'a'.repeat(bytes) })
    expect((await post(2 * 1024 * 1024)).status).toBe(204)
    const over = await post(10 * 1024 * 1024 + 1)
    expect([over.status, await over.json()]).toEqual([413, { message: 'Request Entity Too Large' }])
  })

  test('a function that does not answer in time is 503', async () => {
    const { url } = await gatewayWith({ answer: () => new Promise(() => undefined), seconds: 0.05 })
    const response = await fetch(url)
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }])
  })

  test('more than the throttle lets through is 429', async () => {
    const { url } = await gatewayWith({ throttle: { rate: 0.001, burst: 2 } })
    const statuses = []
    for (let at = 0; at < 3; at++) statuses.push((await fetch(url)).status)
    expect(statuses).toEqual([200, 200, 429])
  })
})

const raw = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  socket.write(text)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}
