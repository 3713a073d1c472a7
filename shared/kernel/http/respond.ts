import { gzipSync } from 'node:zlib'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { API_BASE } from '../api-base.ts'
import type { Call, Position } from '../call.ts'
import type { Reply } from '../contract.ts'
import { CSV_TYPE, type CsvTable, csvText } from '../csv.ts'
import { sealCursor } from '../cursor.ts'
import { canonicalJson, sha256 } from '../digest.ts'
import type { CompiledRoute } from './compiled-route.ts'
import { cursorScope } from './parse.ts'

/** Bytes above which an answer is compressed for who accepts it. */
const GZIP_ABOVE = 1024

/** What every answer carries, errors included. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  vary: 'Accept-Language, Accept-Encoding, Authorization',
}

const JSON_TYPE = 'application/json; charset=utf-8'

const etagOf = (version: number): string => `"${version}"`

/** `If-None-Match` names the ETag, weak or strong, alone or in a list. */
const isKnown = (event: APIGatewayProxyEventV2, etag: string): boolean => {
  const header = event.headers['if-none-match']
  if (header === undefined) return false
  return header.split(',').some((tag) => {
    const known = tag.trim().replace(/^W\//, '')
    return known === etag || known === '*'
  })
}

/** Writes a reply by its contract: only declared fields leave, the version becomes the ETag, and a version that the
 *  caller has already is 304, unless more than that can have changed. What is to be had as a table has no version: its ETag is a digest of what is written.
 *  @throws Error when the reply is not what the contract declares */
export const respond = (
  event: APIGatewayProxyEventV2,
  compiled: CompiledRoute,
  call: Call,
  reply: Reply,
): APIGatewayProxyStructuredResultV2 => {
  const { route } = compiled
  const headers: Record<string, string> = {
    'content-language': call.language,
    'cache-control':
      route.access === 'public' && call.actor.kind === 'anonymous' ? 'public, no-cache' : 'private, no-cache',
  }
  if (reply.version !== undefined) {
    headers['etag'] = etagOf(reply.version)
    const isSame = reply.unversioned !== true && isKnown(event, etagOf(reply.version))
    if (route.method === 'GET' && isSame) return { statusCode: 304, headers }
  }
  if (reply.location !== undefined) headers['location'] = `${API_BASE}${reply.location}`
  const schema = route.responses[reply.status]
  if (schema === undefined) throw new Error(`${compiled.key} does not declare the status ${reply.status}`)
  if (route.csv !== undefined && reply.status === 200)
    return respondWritten(event, route.csv, call, schema, reply, headers)
  if (schema instanceof z.ZodNull) return { statusCode: reply.status, headers }
  const declared: unknown = schema.parse(reply.body)
  headers['content-type'] = route.mediaType ?? JSON_TYPE
  return {
    statusCode: reply.status,
    headers,
    body: route.mediaType === undefined ? JSON.stringify(declared) : String(declared),
  }
}

/** Writes an answer as JSON or as a table, whichever was asked for, under an ETag of what is written. */
const respondWritten = (
  event: APIGatewayProxyEventV2,
  table: CsvTable,
  call: Call,
  schema: z.ZodType,
  { body }: Reply,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 => {
  const text =
    call.csv === undefined
      ? // The database gives the members of a map in any order: the same answer has to be the same text.
        canonicalJson(schema.parse(body))
      : csvText(table, body, call.csv, call.language)
  const etag = `"${sha256(text).slice(0, 32)}"`
  const written = { ...headers, vary: `Accept, ${SECURITY_HEADERS.vary}`, etag }
  if (isKnown(event, etag)) return { statusCode: 304, headers: written }
  const fileName = event.rawPath
    .split('/')
    .at(-1)
    ?.replaceAll(/[^\w.-]/g, '_')
  return {
    statusCode: 200,
    headers: {
      ...written,
      ...(call.csv === undefined
        ? { 'content-type': JSON_TYPE }
        : { 'content-type': CSV_TYPE, 'content-disposition': `attachment; filename="${fileName}.csv"` }),
    },
    body: text,
  }
}

/** A page as a use case gives it: anything with items and, before the last, where the next one begins. */
interface OpenPage {
  readonly items: readonly unknown[]
  readonly next?: Position | undefined
}

const isOpenPage = (body: unknown): body is OpenPage =>
  typeof body === 'object' && body !== null && 'items' in body && Array.isArray(body.items)

/** Writes a page: its position becomes a cursor and a link.
 *  @throws Error when the reply is no page, or not what the contract declares */
export const respondPage = async (
  event: APIGatewayProxyEventV2,
  compiled: CompiledRoute,
  call: Call,
  reply: Reply,
  cursorSecret: () => Promise<string>,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const page = reply.body
  if (!isOpenPage(page)) throw new Error(`${compiled.key} answered no page`)
  const next = page.next && sealCursor(page.next, cursorScope(compiled.key, call), await cursorSecret())
  const response = respond(event, compiled, call, { ...reply, body: { ...page, next: next ?? null } })
  return next === undefined
    ? response
    : { ...response, headers: { ...response.headers, link: linkTo(event, next) } }
}

const linkTo = (event: APIGatewayProxyEventV2, cursor: string): string => {
  const query = new URLSearchParams(event.rawQueryString)
  query.set('cursor', cursor)
  return `<${event.rawPath}?${query}>; rel="next"`
}

/** `gzip` or `*` is named and not with weight 0. */
const acceptsGzip = (header: string | undefined): boolean =>
  (header ?? '').split(',').some((part) => /^\s*(gzip|\*)\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/i.test(part))

/** Adds what every answer carries, errors included, and compresses what is worth it. */
export const finish = (
  event: APIGatewayProxyEventV2,
  requestId: string,
  response: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 => {
  const { body } = response
  const headers = { ...SECURITY_HEADERS, ...response.headers, 'x-request-id': requestId }
  if (
    body === undefined ||
    // No text has fewer bytes than characters or more than three times as many.
    body.length * 3 <= GZIP_ABOVE ||
    Buffer.byteLength(body) <= GZIP_ABOVE ||
    !acceptsGzip(event.headers['accept-encoding'])
  )
    return { ...response, headers }
  return {
    ...response,
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: gzipSync(body, { level: 4 }).toString('base64'),
    isBase64Encoded: true,
  }
}
