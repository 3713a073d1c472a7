import { gunzipSync } from 'node:zlib'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import type { Actor } from '#kernel/access'
import { openCursor } from '#kernel/cursor'
import { toItem } from '#kernel/entity'
import {
  BusyError,
  ConflictError,
  DomainError,
  ForbiddenError,
  InvalidBodyError,
  NotFoundError,
  PROBLEM_CODES,
  PROBLEMS,
  type ProblemCode,
  RuleFailedError,
  UnauthenticatedError,
  UnavailableError,
} from '#kernel/errors'
import { Problem } from '#kernel/http/problem'
import { type ApiHandler, serve } from '#kernel/http/serve'
import { logger } from '#kernel/logger'
import { MemoryTable } from '#kernel/memory-table'
import { apiEvent, lambdaContext, type RequestParts } from '../support/api-event.ts'
import { accountWith, thingEntity, thingsContract, thingsHandlers } from '../support/things.ts'

const AT = new Date('2026-03-01T09:30:00.000Z')
const ACTORS: Readonly<Record<string, Actor>> = {
  'Bearer editor': accountWith(['cluster.edit']),
  'Bearer other-editor': accountWith(['cluster.edit'], ['*'], 'subject-2'),
  'Bearer elsewhere': accountWith(['cluster.edit'], ['another-land'], 'subject-3'),
  'Bearer powerless': { kind: 'account', subject: 'subject-4', today: '2026-03-01' },
}

let table: MemoryTable
let failure: () => unknown
let api: ApiHandler

afterEach(() => vi.restoreAllMocks())

beforeEach(() => {
  table = new MemoryTable()
  failure = () => ({ wholesome: true })
  api = serve({
    contract: thingsContract,
    handlers: thingsHandlers(table, () => failure()),
    table,
    clock: () => AT,
    authenticate: async (authorization) => {
      if (authorization === undefined) return { kind: 'anonymous' }
      const actor = ACTORS[authorization]
      if (actor === undefined) throw new UnauthenticatedError({ en: 'Bad token.', ru: 'Плохой токен.' })
      return actor
    },
  })
})

const editor = { authorization: 'Bearer editor' }
const content = { name: 'Hedgehog', colour: 'red', weight: 1.5, tags: ['a', 'b'] }

/** Answers with the body as text, whatever its encoding. */
const ask = async (request: RequestParts) => {
  const response = await api(apiEvent(request), lambdaContext)
  return { ...response, headers: headersOf(response), text: textOf(response) }
}
const headersOf = ({ headers }: APIGatewayProxyStructuredResultV2) =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]))
const textOf = ({ body = '', isBase64Encoded }: APIGatewayProxyStructuredResultV2) =>
  isBase64Encoded ? gunzipSync(Buffer.from(body, 'base64')).toString() : body

/** Asks for what must fail, and checks all that every problem has. */
const askInVain = async (request: RequestParts, code: ProblemCode, language = 'en') => {
  const response = await ask(request)
  const problem = Problem.strict().parse(JSON.parse(response.text))
  expect(problem.code).toBe(code)
  expect(response.statusCode).toBe(PROBLEMS[code].status)
  expect(problem).toMatchObject({
    status: response.statusCode,
    type: `urn:agglomera:problem:${code}`,
    title: PROBLEMS[code].title[language === 'ru' ? 'ru' : 'en'],
    instance: apiEvent(request).rawPath,
    traceId: request.headers?.['x-amzn-trace-id'] ?? 'request-1',
  })
  expect(response.headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-store',
    'x-request-id': 'request-1',
    'x-content-type-options': 'nosniff',
  })
  return { ...response, problem }
}

const create = (id: string, rest: Partial<RequestParts> = {}) =>
  ask({ method: 'POST', route: '/things/{id}', params: { id }, headers: editor, body: content, ...rest })

const change = (
  ifMatch: string | undefined,
  body: unknown = content,
  headers: Record<string, string> = {},
) => ({
  method: 'PUT',
  route: '/things/{id}',
  params: { id: 'a' },
  headers: { ...editor, ...(ifMatch !== undefined && { 'if-match': ifMatch }), ...headers },
  body,
})

describe('answers', () => {
  it('gives what the contract declares and nothing else', async () => {
    await create('a')
    const { statusCode, headers, text } = await ask({ route: '/things/{id}', params: { id: 'a' } })
    expect(statusCode).toBe(200)
    expect(JSON.parse(text)).toEqual({ id: 'a', ...content })
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'content-language': 'en',
      'cache-control': 'public, no-cache',
      etag: '"1"',
      vary: 'Accept-Language, Accept-Encoding, Authorization',
      'x-request-id': 'request-1',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
    })
  })

  it('keeps private what a signed-in caller reads, public route or not', async () => {
    await create('a')
    const mine = await ask({ route: '/my-things', headers: editor })
    expect(mine.headers['cache-control']).toBe('private, no-cache')
    const thing = await ask({ route: '/things/{id}', params: { id: 'a' }, headers: editor })
    expect(thing.headers['cache-control']).toBe('private, no-cache')
  })

  it('says where the created thing is', async () => {
    const { statusCode, headers } = await create('a')
    expect(statusCode).toBe(201)
    expect(headers).toMatchObject({ location: '/api/v1/things/a', etag: '"1"' })
  })

  it('answers nothing with 204', async () => {
    await create('a')
    const { statusCode, body, headers } = await ask({ ...change('"1"'), method: 'DELETE', body: undefined })
    expect({ statusCode, body }).toEqual({ statusCode: 204, body: undefined })
    expect(headers['content-type']).toBeUndefined()
    expect(table.all().filter(({ pk }) => pk === 'THING')).toEqual([])
  })

  it('answers another media type as the text that it is', async () => {
    await create('a')
    const { headers, text } = await ask({ route: '/things/{id}/text', params: { id: 'a' } })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(text).toBe('name\nHedgehog\n')
  })

  it('logs one line a request, with the person and without body, token or address', async () => {
    const lines = vi.spyOn(logger, 'info')
    await create('a')
    expect(lines.mock.calls).toEqual([
      [
        'request',
        {
          requestId: 'request-1',
          route: 'POST /api/v1/things/{id}',
          status: 201,
          milliseconds: 0,
          person: 'per-of-subject-1',
        },
      ],
    ])
  })
})

describe('versions', () => {
  beforeEach(() => create('a'))

  it.each(['"1"', 'W/"1"', '"9", W/"1"', '*', '"x","1"'])(
    'answers 304 to If-None-Match %s',
    async (known) => {
      const { statusCode, body, headers } = await ask({
        route: '/things/{id}',
        params: { id: 'a' },
        headers: { 'if-none-match': known },
      })
      expect({ statusCode, body }).toEqual({ statusCode: 304, body: undefined })
      expect(headers['etag']).toBe('"1"')
    },
  )

  it.each(['"2"', '1', 'W/"11"', ''])('answers anew to If-None-Match %s', async (known) => {
    const { statusCode } = await ask({
      route: '/things/{id}',
      params: { id: 'a' },
      headers: { 'if-none-match': known },
    })
    expect(statusCode).toBe(200)
  })

  it.each(['"1"', 'W/"1"', ' "1" '])('changes the version that If-Match %s names', async (version) => {
    const { statusCode, headers, text } = await ask(change(version, { ...content, name: 'Fox' }))
    expect({ statusCode, etag: headers['etag'] }).toEqual({ statusCode: 200, etag: '"2"' })
    expect(JSON.parse(text)).toMatchObject({ name: 'Fox' })
  })

  it('refuses a change without If-Match, of a stale version, and of what is no ETag', async () => {
    await askInVain(change(undefined), 'version-required')
    await ask(change('"1"'))
    await askInVain(change('"1"'), 'stale-version')
    for (const wrong of ['*', '2', '"two"', '"1", "2"', `"${'9'.repeat(20)}"`])
      await askInVain(change(wrong), 'invalid-request')
    expect(table.all().find(({ pk }) => pk === 'THING')).toMatchObject({ version: 2 })
  })
})

describe('gzip', () => {
  const long = { ...content, tags: Array.from({ length: 200 }, (_, n) => `tag-${n}-ё`) }

  it.each(['gzip', 'br, gzip;q=0.5', 'GZIP', '*', 'deflate , gzip'])(
    'compresses for %s',
    async (accepted) => {
      const { headers, isBase64Encoded, text } = await create('a', {
        body: long,
        headers: { ...editor, 'accept-encoding': accepted },
      })
      expect(headers['content-encoding']).toBe('gzip')
      expect(isBase64Encoded).toBe(true)
      expect(JSON.parse(text)).toEqual({ id: 'a', ...long })
    },
  )

  it.each(['', 'br', 'gzip;q=0', 'gzip; q=0.000', 'xgzip', 'identity'])(
    'does not for %s',
    async (accepted) => {
      const { headers, isBase64Encoded, text } = await create('a', {
        body: long,
        headers: { ...editor, 'accept-encoding': accepted },
      })
      expect(headers['content-encoding']).toBeUndefined()
      expect(isBase64Encoded ?? false).toBe(false)
      expect(JSON.parse(text)).toEqual({ id: 'a', ...long })
    },
  )

  it('compresses above 1 KB of bytes, not of characters', async () => {
    const answered = async (name: string) =>
      (await create(`n${name.length}`, { body: { ...content, name } })).headers
    const overhead = Buffer.byteLength(JSON.stringify({ id: 'n000', ...content, name: '' }))
    expect((await answered('x'.repeat(1024 - overhead)))['content-encoding']).toBeUndefined()
    expect((await answered('x'.repeat(1025 - overhead)))['content-encoding']).toBe('gzip')
    expect((await answered('ё'.repeat(500)))['content-encoding']).toBe('gzip')
  })
})

describe('pages', () => {
  beforeEach(() => {
    for (let n = 0; n < 7; n++) {
      const thing = { id: `t${n}`, ...content, colour: n % 2 ? ('red' as const) : ('blue' as const) }
      table.plant(toItem(thingEntity, thing, { version: 1 }))
    }
  })

  const list = (query: Record<string, string>, headers = {}) => ask({ route: '/things', query, headers })
  const Page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() })
  const page = (text: string) => Page.parse(JSON.parse(text))

  it('links from each page to the next until the last', async () => {
    const ids: string[] = []
    let address = new URLSearchParams({ limit: '3' })
    for (;;) {
      const { headers, text, statusCode } = await list(Object.fromEntries(address))
      expect(statusCode).toBe(200)
      const { items, next } = page(text)
      ids.push(...items.map(({ id }) => id))
      const link = /^<\/api\/v1\/things\?(.*)>; rel="next"$/.exec(headers['link'] ?? '')?.[1]
      expect(new URLSearchParams(link).get('cursor')).toBe(next)
      if (next === null) break
      address = new URLSearchParams(link)
      expect(address.get('limit')).toBe('3')
    }
    expect(ids).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6'])
  })

  it('refuses a cursor that is forged, damaged, of other filters or of another caller', async () => {
    const cursor = page((await list({ limit: '2', colour: 'red' })).text).next ?? ''
    const [payload = '', code = ''] = cursor.split('.')
    const forged = Buffer.from(JSON.stringify({ sk: 't5' })).toString('base64url')
    const wrong: [Record<string, string>, Record<string, string>][] = [
      [{ colour: 'red', cursor: `${forged}.${code}` }, {}],
      [{ colour: 'red', cursor: payload }, {}],
      [{ colour: 'red', cursor: `${payload}.` }, {}],
      [{ colour: 'red', cursor: `${payload}.${code.slice(0, -1)}` }, {}],
      [{ colour: 'red', cursor: 'nonsense' }, {}],
      [{ colour: 'red', cursor: '' }, {}],
      [{ colour: 'blue', cursor }, {}],
      [{ cursor }, {}],
      [{ colour: 'red', cursor }, editor],
    ]
    for (const [query, headers] of wrong)
      await askInVain({ route: '/things', query, headers }, 'invalid-cursor')
    // With another page size it is the same list.
    expect(page((await list({ limit: '1', colour: 'red', cursor })).text).items).toEqual([
      expect.objectContaining({ id: 't5' }),
    ])
  })

  it('seals the cursor with the secret of the table, made once', async () => {
    const cursor = page((await list({ limit: '1' })).text).next ?? ''
    await list({ limit: '1', cursor })
    const secrets = table.all().filter(({ pk }) => pk.startsWith('SECRET'))
    expect(secrets).toHaveLength(1)
    expect(() => openCursor(cursor, 'another scope', String(secrets[0]?.['secret']))).toThrow(DomainError)
  })

  it.each([
    [{ limit: '0' }, '?limit'],
    [{ limit: '201' }, '?limit'],
    [{ limit: 'many' }, '?limit'],
    [{ colour: 'grey' }, '?colour'],
    [{ color: 'red' }, '?color'],
  ])('refuses the query %o', async (query, pointer) => {
    const { problem } = await askInVain({ route: '/things', query }, 'invalid-request')
    expect(problem.errors?.map((fault) => fault.pointer)).toEqual([pointer])
  })
})

describe('refusals', () => {
  it('knows no other route', async () => {
    const { problem } = await askInVain({ route: '/nonsense' }, 'not-found')
    expect(problem.detail).toContain('GET /api/v1/nonsense')
    await askInVain({ method: 'PATCH', route: '/things/{id}', params: { id: 'a' } }, 'not-found')
  })

  it('asks who it is: no token, a bad one, none needed but a bad one', async () => {
    const anonymous = await askInVain({ route: '/my-things' }, 'unauthenticated')
    expect(anonymous.headers['www-authenticate']).toBe('Bearer')
    await askInVain({ ...change('"1"'), headers: { 'if-match': '"1"' } }, 'unauthenticated')
    await askInVain({ route: '/things', headers: { authorization: 'Bearer forged' } }, 'unauthenticated')
  })

  it('refuses an account without the power before it looks at what was sent, and one of elsewhere', async () => {
    const request = { ...change('"1"'), headers: { authorization: 'Bearer powerless' }, body: 'not json' }
    await askInVain(request, 'forbidden')
    await create('a')
    await askInVain(change('"1"', content, { authorization: 'Bearer elsewhere' }), 'forbidden')
    expect((await ask({ route: '/my-things', headers: request.headers })).statusCode).toBe(200)
  })

  it('points at every fault of a body', async () => {
    const body = { name: 7, colour: 'grey', weight: 1, tags: ['a', 2], 'a/b~c': true }
    const { problem } = await askInVain(change('"1"', body), 'invalid-body')
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/a~1b~0c',
      '/colour',
      '/name',
      '/tags/1',
    ])
  })

  it('points at faults in Russian for who reads Russian', async () => {
    const request = change(
      '"1"',
      { ...content, name: 'red' },
      { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' },
    )
    const { problem } = await askInVain(request, 'invalid-body', 'ru')
    expect(problem.errors).toEqual([{ pointer: '/name', detail: 'вещь не называется по своему цвету' }])
    expect(problem.detail).toMatch(/^[А-Я]/)
    expect(
      (await askInVain(change('"1"', { ...content, name: 'red' }), 'invalid-body')).problem.errors,
    ).toEqual([{ pointer: '/name', detail: 'a thing is not called by its colour' }])
  })

  it('refuses path and query parameters by name', async () => {
    const { problem } = await askInVain(
      { route: '/things/{id}', params: { id: 'NOT AN ID' } },
      'invalid-request',
    )
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([':id'])
    await askInVain(
      { route: '/things/{id}', params: { id: 'a' }, query: { detail: '10' } },
      'invalid-request',
    )
    await askInVain({ route: '/things/{id}', params: { id: 'a' }, query: { detial: '1' } }, 'invalid-request')
  })

  it.each(['{', 'nonsense', '{"a":1}}', "{'a':1}", ''])('refuses the malformed JSON %s', async (body) => {
    await askInVain(change('"1"', body), 'invalid-request')
  })

  it('refuses what is not said to be JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])
      await askInVain(change('"1"', content, { 'content-type': type }), 'unsupported-media-type')
    await create('a')
    for (const type of [
      'application/json',
      'application/merge-patch+json; charset=utf-8',
      'Application/JSON ;x=y',
    ]) {
      const version = table.all().find(({ pk }) => pk === 'THING')?.['version']
      expect((await ask(change(`"${version}"`, content, { 'content-type': type }))).statusCode, type).toBe(
        200,
      )
    }
  })

  it('refuses more than 1 MiB of bytes, encoded or not', async () => {
    const body = (bytes: number) => JSON.stringify({ name: 'x'.repeat(bytes - '{"name":""}'.length) })
    await askInVain(change('"1"', body(2 * 1024 * 1024)), 'too-large')
    await askInVain({ ...change('"1"', body(2 * 1024 * 1024)), base64: true }, 'too-large')
    await askInVain(change('"1"', body(1024 * 1024 + 1)), 'too-large')
    await askInVain(change('"1"', JSON.stringify({ name: 'ё'.repeat(600_000) })), 'too-large')
    await askInVain(change('"1"', body(1024 * 1024)), 'invalid-body')
  })

  it('reads a body that the gateway encoded', async () => {
    const { statusCode, text } = await create('a', { base64: true, body: { ...content, name: 'Ёж' } })
    expect(statusCode).toBe(201)
    expect(JSON.parse(text)).toMatchObject({ name: 'Ёж' })
  })

  it('takes a prototype in a body for an unknown field', async () => {
    const body = `{"name":"x","colour":"red","weight":1,"tags":[],"__proto__":{"admin":true}}`
    await askInVain(change('"1"', body), 'invalid-body')
    expect(Object.prototype).not.toHaveProperty('admin')
  })
})

describe('errors of use cases', () => {
  const broken: RequestParts = { route: '/broken/{id}', params: { id: 'a' } }
  const both = { en: 'English detail.', ru: 'Русское объяснение.' }

  class AnyError extends DomainError {
    override readonly name = 'AnyError'
    readonly code: ProblemCode
    constructor(code: ProblemCode) {
      super(both, { faults: [{ pointer: '/a', detail: both }], retryAfter: 7 })
      this.code = code
    }
  }

  it.each(PROBLEM_CODES.flatMap((code) => [[code, 'en'] as const, [code, 'ru'] as const]))(
    'answers %s in %s',
    async (code, language) => {
      vi.spyOn(logger, 'error').mockImplementation(() => {})
      failure = () => new AnyError(code)
      const { problem, headers } = await askInVain(
        { ...broken, headers: { 'accept-language': language } },
        code,
        language,
      )
      expect(problem.detail).toBe(both[language])
      expect(problem.errors).toEqual([{ pointer: '/a', detail: both[language] }])
      expect(headers['retry-after']).toBe('7')
    },
  )

  it.each([
    [new NotFoundError(both), 404],
    [new ForbiddenError(both), 403],
    [new ConflictError(both), 409],
    [new BusyError(), 409],
    [new RuleFailedError(both), 422],
    [new InvalidBodyError(both), 422],
    [new UnavailableError(both), 503],
  ])('answers %o with its status', async (error, status) => {
    vi.spyOn(logger, 'error').mockImplementation(() => {})
    failure = () => error
    await askInVain(broken, error.code)
    expect(PROBLEMS[error.code].status).toBe(status)
  })

  it('gives the trace of the caller', async () => {
    failure = () => new NotFoundError(both)
    await askInVain({ ...broken, headers: { 'x-amzn-trace-id': 'Root=1-2-3' } }, 'not-found')
  })

  it.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'InternalServerError',
    'TimeoutError',
  ])('answers 503 where the storage fails with %s, and logs why', async (name) => {
    const lines = vi.spyOn(logger, 'error').mockImplementation(() => {})
    failure = () => Object.assign(new Error('rate exceeded for arn:aws:secret'), { name })
    const { problem, headers } = await askInVain(broken, 'unavailable')
    expect(headers['retry-after']).toBe('2')
    expect(JSON.stringify(problem)).not.toContain('arn:aws')
    expect(JSON.stringify(lines.mock.calls)).toContain('arn:aws:secret')
  })

  it.each([
    ['a fault of the platform', () => new TypeError('secret-detail is not a function')],
    ['a reply that the contract does not declare', () => ({ secret: 'secret-detail' })],
    [
      'an error of the storage that does not pass',
      () => Object.assign(new Error('secret-detail'), { name: 'ValidationException' }),
    ],
  ])('answers 500 to %s and says no more than its trace', async (_name, fault) => {
    const lines = vi.spyOn(logger, 'error').mockImplementation(() => {})
    failure = fault
    const { text } = await askInVain(broken, 'internal')
    expect(text).not.toContain('secret-detail')
    expect(text).not.toMatch(/at .*\.ts/)
    expect(lines).toHaveBeenCalledOnce()
  })
})

describe('idempotent creation', () => {
  const keyed = (key: string, rest: Partial<RequestParts> = {}, token = 'editor') =>
    create('a', { headers: { authorization: `Bearer ${token}`, 'idempotency-key': key }, ...rest })

  it('gives a repeat its first reply, byte for byte, also after the thing moved on', async () => {
    const first = await keyed('key-1')
    expect(await keyed('key-1')).toEqual(first)
    await ask(change('"1"', { ...content, name: 'Fox', tags: [] }))
    const later = await keyed('key-1')
    expect(later.body).toBe(first.body)
    expect(later).toEqual(first)
    await ask({ ...change('"2"'), method: 'DELETE', body: undefined })
    expect(await keyed('key-1')).toEqual(first)
    expect(table.all().filter(({ pk }) => pk === 'THING')).toEqual([])
  })

  it('lets one of many at once create and gives all the same reply', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => keyed('key-1')))
    expect(new Set(replies.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect(replies[0]?.statusCode).toBe(201)
  })

  it('refuses the key for another body or another address', async () => {
    await keyed('key-1')
    const headers = { ...editor, 'idempotency-key': 'key-1' }
    const request = { method: 'POST', route: '/things/{id}', params: { id: 'a' }, headers, body: content }
    await askInVain({ ...request, body: { ...content, weight: 2 } }, 'key-reused')
    await askInVain({ ...request, params: { id: 'b' } }, 'key-reused')
  })

  it('keeps the keys of callers apart', async () => {
    await keyed('key-1')
    expect((await keyed('key-1', {}, 'other-editor')).statusCode).toBe(409)
    const other = { authorization: 'Bearer other-editor', 'idempotency-key': 'key-1' }
    expect((await create('b', { headers: other })).statusCode).toBe(201)
  })

  it('answers each try anew without a key', async () => {
    expect((await create('a')).statusCode).toBe(201)
    expect((await create('a')).statusCode).toBe(409)
  })

  it('stores no refusal: a repeat is tried again', async () => {
    await create('a')
    expect((await keyed('key-2')).statusCode).toBe(409)
    await ask({ ...change('"1"'), method: 'DELETE', body: undefined })
    expect((await keyed('key-2')).statusCode).toBe(201)
  })

  it.each(['', 'with space', 'ключ', 'x'.repeat(201)])('refuses the key %s', async (key) => {
    const headers = { ...editor, 'idempotency-key': key }
    const request = { method: 'POST', route: '/things/{id}', params: { id: 'a' }, headers, body: content }
    await askInVain(request, 'invalid-request')
  })
})

describe('without a table', () => {
  const { getThing, listThings, createThing } = thingsContract.routes
  const handlers = thingsHandlers(new MemoryTable())
  const authenticate = async (): Promise<Actor> => ({ kind: 'anonymous' })

  it('serves routes that need none', async () => {
    const contract = { name: 'plain', routes: { getThing } }
    const plain = serve({ contract, handlers, authenticate })
    const { statusCode } = await plain(
      apiEvent({ route: '/things/{id}', params: { id: 'a' } }),
      lambdaContext,
    )
    expect(statusCode).toBe(404)
  })

  it('refuses to start with paged or idempotent routes', () => {
    const { listThings: list, createThing: make } = handlers
    const lists = { name: 'lists', routes: { listThings } }
    const makes = { name: 'makes', routes: { createThing } }
    expect(() => serve({ contract: lists, handlers: { listThings: list }, authenticate })).toThrow('lists')
    expect(() => serve({ contract: makes, handlers: { createThing: make }, authenticate })).toThrow('makes')
  })
})
