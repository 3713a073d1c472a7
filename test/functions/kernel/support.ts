import { gunzipSync } from 'node:zlib'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { beforeEach, expect } from 'vitest'
import type { Actor } from '#kernel/access'
import { PROBLEMS, type ProblemCode, UnauthenticatedError } from '#kernel/errors'
import { Problem } from '#kernel/http/problem'
import { type ApiHandler, serve } from '#kernel/http/serve'
import { MemoryTable } from '#kernel/memory-table'
import { rateLimiter } from '#kernel/rate-limit'
import { apiEvent, lambdaContext, type RequestParts } from '../../support/api-event.ts'
import { accountWith, thingsContract, thingsHandlers } from '../../support/things.ts'

const AT = new Date('2026-03-01T09:30:00.000Z')
const ACTORS: Readonly<Record<string, Actor>> = {
  'Bearer editor': accountWith(['cluster.edit']),
  'Bearer other-editor': accountWith(['cluster.edit'], ['*'], 'subject-2'),
  'Bearer elsewhere': accountWith(['cluster.edit'], ['another-land'], 'subject-3'),
  'Bearer machine': {
    kind: 'account',
    subject: 'key_1',
    today: '2026-03-01',
    key: { holder: 'authority', powers: [], territory: ['*'], requestsPerMinute: 2 },
  },
  'Bearer powerless': { kind: 'account', subject: 'subject-4', today: '2026-03-01' },
}

const pipelineOver = (table: MemoryTable, failure: () => unknown) =>
  serve({
    contract: thingsContract,
    handlers: thingsHandlers(table, failure),
    table,
    clock: () => AT,
    limit: rateLimiter(table),
    authenticate: async (authorization) => {
      if (authorization === undefined) return { kind: 'anonymous' }
      const actor = ACTORS[authorization]
      if (actor === undefined) throw new UnauthenticatedError({ en: 'Bad token.', ru: 'Плохой токен.' })
      return actor
    },
  })

interface Given {
  readonly table: MemoryTable
  readonly api: ApiHandler
  /** What the route `/broken/{id}` answers, or the error that it ends with. */
  failure: () => unknown
}

const fresh = (): Given => {
  const table = new MemoryTable()
  return { table, failure: () => ({ wholesome: true }), api: pipelineOver(table, () => given.failure()) }
}

/** The pipeline of the running test and its table. */
export let given = fresh()
beforeEach(() => {
  given = fresh()
})

export const editor = { authorization: 'Bearer editor' }
export const content = { name: 'Hedgehog', colour: 'red', weight: 1.5, tags: ['a', 'b'] }

/** Answers with the body as text, whatever its encoding. */
export const ask = async (request: RequestParts) => {
  const response = await given.api(apiEvent(request), lambdaContext)
  return { ...response, headers: headersOf(response), text: textOf(response) }
}
const headersOf = ({ headers }: APIGatewayProxyStructuredResultV2) =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]))
const textOf = ({ body = '', isBase64Encoded }: APIGatewayProxyStructuredResultV2) =>
  isBase64Encoded ? gunzipSync(Buffer.from(body, 'base64')).toString() : body

/** Asks for what must fail, and checks all that every problem has. */
export const askInVain = async (request: RequestParts, code: ProblemCode, language = 'en') => {
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

export const create = (id: string, rest: Partial<RequestParts> = {}) =>
  ask({ method: 'POST', route: '/things/{id}', params: { id }, headers: editor, body: content, ...rest })

export const change = (
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
