import { gzipSync } from 'node:zlib'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import type { Call, Page } from '../call.ts'
import { API_BASE, type Reply } from '../contract.ts'
import { sealCursor } from '../cursor.ts'
import type { CompiledRoute } from './compiled-route.ts'
import { cursorScope } from './parse.ts'

/** Bytes above which an answer is compressed for who accepts it. */
const GZIP_ABOVE = 1024

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  vary: 'Accept-Language, Accept-Encoding, Authorization',
}

const etagOf = (version: number): string => `"${version}"`

/** `If-None-Match` names the version, weak or strong, alone or in a list. */
const isKnown = (event: APIGatewayProxyEventV2, version: number): boolean => {
  const header = event.headers['if-none-match']
  if (header === undefined) return false
  const etag = etagOf(version)
  return header.split(',').some((tag) => {
    const known = tag.trim().replace(/^W\//, '')
    return known === etag || known === '*'
  })
}

const linkTo = (event: APIGatewayProxyEventV2, cursor: string): string => {
  const query = new URLSearchParams(event.rawQueryString)
  query.set('cursor', cursor)
  return `<${event.rawPath}?${query}>; rel="next"`
}

/** Writes a reply by its contract: only declared fields leave, a page's position becomes a cursor, the version an
 *  ETag, and a version that the caller has already is 304. */
export const respond = async (
  event: APIGatewayProxyEventV2,
  compiled: CompiledRoute,
  call: Call,
  reply: Reply,
  cursorSecret: () => Promise<string>,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const { route } = compiled
  const headers: Record<string, string> = {
    'content-language': call.language,
    'cache-control':
      route.access === 'public' && call.actor.kind === 'anonymous' ? 'public, no-cache' : 'private, no-cache',
  }
  if (reply.version !== undefined) {
    headers['etag'] = etagOf(reply.version)
    if (route.method === 'GET' && isKnown(event, reply.version)) return { statusCode: 304, headers }
  }
  if (reply.location !== undefined) headers['location'] = `${API_BASE}${reply.location}`
  const schema = route.responses[reply.status]
  if (schema === undefined) throw new Error(`${compiled.key} does not declare the status ${reply.status}`)
  if (schema instanceof z.ZodNull) return { statusCode: reply.status, headers }
  const body = route.paged ? await sealed(event, compiled, call, reply, cursorSecret, headers) : reply.body
  const declared: unknown = schema.parse(body)
  headers['content-type'] = route.mediaType ?? 'application/json; charset=utf-8'
  return {
    statusCode: reply.status,
    headers,
    body: route.mediaType === undefined ? JSON.stringify(declared) : String(declared),
  }
}

const sealed = async (
  event: APIGatewayProxyEventV2,
  compiled: CompiledRoute,
  call: Call,
  reply: Reply,
  cursorSecret: () => Promise<string>,
  headers: Record<string, string>,
) => {
  // `Handlers` types the reply of a paged route as a page.
  const page = reply.body as Page<unknown>
  if (page.next === undefined) return { items: page.items, next: null }
  const next = sealCursor(page.next, cursorScope(compiled.key, call), await cursorSecret())
  headers['link'] = linkTo(event, next)
  return { items: page.items, next }
}

/** Adds what every answer carries, errors included, and compresses what is worth it. */
export const finish = (
  event: APIGatewayProxyEventV2,
  requestId: string,
  response: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 => {
  const headers = { ...SECURITY_HEADERS, ...response.headers, 'x-request-id': requestId }
  const body = response.body
  if (
    body === undefined ||
    response.isBase64Encoded ||
    Buffer.byteLength(body) <= GZIP_ABOVE ||
    !/\bgzip\b/.test(event.headers['accept-encoding'] ?? '')
  )
    return { ...response, headers }
  return {
    ...response,
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: gzipSync(body, { level: 4 }).toString('base64'),
    isBase64Encoded: true,
  }
}
