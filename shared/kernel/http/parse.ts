import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type * as z from 'zod'
import type { Actor } from '../access.ts'
import type { Call, Context } from '../call.ts'
import { PageQuery } from '../contract.ts'
import { type CsvOptions, CsvQuery, prefersCsv } from '../csv.ts'
import { openCursor } from '../cursor.ts'
import { canonicalJson, sha256 } from '../digest.ts'
import {
  InvalidBodyError,
  InvalidRequestError,
  TooLargeError,
  UnsupportedMediaTypeError,
  VersionRequiredError,
} from '../errors.ts'
import type { Claim } from '../idempotency.ts'
import type { CompiledRoute } from './compiled-route.ts'
import { readWhole } from './read-whole.ts'

/** The largest JSON body, in bytes. */
const BODY_LIMIT = 1024 * 1024

/** U+FFFD stands where bytes were no UTF-8, whoever decoded them. One may come with the data; a word of them is a text
 *  in another encoding. */
const UNREADABLE = /\ufffd{3}/

type Headers = APIGatewayProxyEventV2['headers']

const parameters = <S extends z.ZodObject>(schema: S, values: unknown, mark: ':' | '?'): z.output<S> => {
  const reading = readWhole(schema, values, mark)
  if ('data' in reading) return reading.data
  throw new InvalidRequestError(
    { en: 'A parameter of the address is wrong.', ru: 'Неверный параметр адреса.' },
    reading,
  )
}

/** The JSON value of a body. @throws TooLargeError @throws UnsupportedMediaTypeError @throws InvalidRequestError */
const jsonIn = (event: APIGatewayProxyEventV2): unknown => {
  const raw = event.body ?? ''
  const text = event.isBase64Encoded ? Buffer.from(raw, 'base64').toString('utf8') : raw
  if (Buffer.byteLength(text) > BODY_LIMIT)
    throw new TooLargeError({
      en: `The body is larger than ${BODY_LIMIT} bytes; send it in parts.`,
      ru: `Тело запроса больше ${BODY_LIMIT} байт; отправьте его частями.`,
    })
  if (text === '')
    throw new InvalidRequestError({ en: 'A JSON body is needed.', ru: 'Нужно тело запроса в формате JSON.' })
  const type = event.headers['content-type'] ?? ''
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type))
    throw new UnsupportedMediaTypeError({
      en: `Send Content-Type: application/json (got "${type}").`,
      ru: `Отправьте Content-Type: application/json (получено «${type}»).`,
    })
  if (UNREADABLE.test(text))
    throw new InvalidRequestError({
      en: 'The body seems not to be in UTF-8: it holds letters in a row that cannot be read (U+FFFD). Send it in UTF-8.',
      ru: 'Тело запроса, по-видимому, не в UTF-8: в нём подряд нечитаемые буквы (U+FFFD). Отправьте его в UTF-8.',
    })
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidRequestError({
      en: `The body is not JSON: ${reason}`,
      ru: `Тело запроса — не JSON: ${reason}`,
    })
  }
}

const bodyIn = (schema: z.ZodType, event: APIGatewayProxyEventV2): unknown => {
  const reading = readWhole(schema, jsonIn(event))
  if ('data' in reading) return reading.data
  throw new InvalidBodyError(
    {
      en: 'The content does not fit what this route takes.',
      ru: 'Содержание не соответствует описанию маршрута.',
    },
    reading,
  )
}

/** `"3"` and the weak `W/"3"` (CloudFront weakens ETags) → 3. */
const expectedVersionIn = (headers: Headers): number => {
  const header = headers['if-match']
  if (header === undefined) throw new VersionRequiredError()
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1]
  if (version === undefined)
    throw new InvalidRequestError({
      en: `If-Match ${header} is not an ETag of this platform (expected "3").`,
      ru: `If-Match ${header} — не ETag этой платформы (ожидается "3").`,
    })
  return Number(version)
}

const claimIn = (event: APIGatewayProxyEventV2, scope: string, at: Date): Claim | undefined => {
  const key = event.headers['idempotency-key']
  if (key === undefined) return undefined
  if (!/^[\x21-\x7E]{1,200}$/.test(key))
    throw new InvalidRequestError({
      en: 'Idempotency-Key takes 1 to 200 printable characters without spaces.',
      ru: 'Idempotency-Key: от 1 до 200 печатных символов без пробелов.',
    })
  const address = `${event.rawPath}?${event.rawQueryString}`
  return {
    id: sha256(`${scope}\n${key}`),
    requestHash: sha256(`${address}\n${event.headers['if-match'] ?? ''}\n${event.body ?? ''}`),
    at,
  }
}

const actorScope = (actor: Actor): string => (actor.kind === 'anonymous' ? 'anonymous' : actor.subject)

/** What a page's cursor is bound to: the route and its place, the filters and the actor. */
export const cursorScope = (key: string, { actor, query, params }: Call): string => {
  const { limit: _limit, cursor: _cursor, ...filters } = query ?? {}
  return sha256(`${key}\n${canonicalJson(params ?? {})}\n${canonicalJson(filters)}\n${actorScope(actor)}`)
}

const FIRST_PAGE = { limit: PageQuery.shape.limit.parse(undefined) }

/** What is asked for, apart from how it is to be written. */
const writingOf = (
  asked: Record<string, unknown>,
  headers: Headers,
): { query: Record<string, unknown>; csv: CsvOptions | undefined } => {
  const { format, delimiter, bom } = CsvQuery.parse(asked)
  const query = Object.fromEntries(Object.entries(asked).filter(([name]) => !(name in CsvQuery.shape)))
  const csv = format === undefined ? prefersCsv(headers['accept']) : format === 'csv'
  return { query, csv: csv ? { delimiter, bom } : undefined }
}

/** Reads a request by its contract; the cursor stays sealed.
 *  @throws InvalidRequestError for parameters and headers @throws InvalidBodyError for the content
 *  @throws TooLargeError @throws UnsupportedMediaTypeError @throws VersionRequiredError */
export const parseCall = (event: APIGatewayProxyEventV2, compiled: CompiledRoute, context: Context): Call => {
  const { route, key } = compiled
  const asked = parameters(compiled.query, event.queryStringParameters ?? {}, '?')
  const { query, csv } = route.csv === undefined ? { query: asked } : writingOf(asked, event.headers)
  const limit = query['limit']
  return {
    actor: context.actor,
    requestId: context.requestId,
    at: context.at,
    language: context.language,
    params: compiled.params && parameters(compiled.params, event.pathParameters ?? {}, ':'),
    query,
    body: route.body && bodyIn(route.body, event),
    expectedVersion: route.concurrency === 'if-match' ? expectedVersionIn(event.headers) : undefined,
    claim: route.idempotent ? claimIn(event, `${actorScope(context.actor)}\n${key}`, context.at) : undefined,
    csv,
    page: typeof limit === 'number' ? { limit } : FIRST_PAGE,
  }
}

/** The call with its page's beginning opened from the cursor.
 *  @throws InvalidCursorError when the cursor is not this list's, these filters' and this actor's */
export const openPage = (call: Call, cursor: string, key: string, secret: string): Call => ({
  ...call,
  page: { ...call.page, after: openCursor(cursor, cursorScope(key, call), secret) },
})
