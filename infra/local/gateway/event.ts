import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RouteMatch } from './routes.ts'

/** An event in payload format 2.0, as an HTTP API hands it to a function. */
export interface GatewayEvent {
  readonly version: '2.0'
  readonly routeKey: string
  readonly rawPath: string
  readonly rawQueryString: string
  readonly cookies?: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly queryStringParameters?: Readonly<Record<string, string>>
  readonly pathParameters?: Readonly<Record<string, string>>
  readonly requestContext: Readonly<Record<string, unknown>>
  readonly body?: string
  readonly isBase64Encoded: boolean
}

/** The path of a request as an HTTP API sees it: percent-decoded, and cut at a decoded `?`.
 *  @returns undefined where the encoding is broken */
export const decodedPath = (requestUrl: string): string | undefined => {
  const end = requestUrl.indexOf('?')
  try {
    return decodeURIComponent(end < 0 ? requestUrl : requestUrl.slice(0, end)).split('?')[0]
  } catch {
    return undefined
  }
}

/** Builds the event of a request. Measured behaviour of the service: `rawPath` is decoded, repeated headers and
 *  query values are joined by commas, cookies leave the headers, and a body is text only for `text/*` and JSON, XML
 *  and JavaScript of `application/`; any other, one without a type too, comes in Base64. */
export const gatewayEvent = (
  request: IncomingMessage,
  path: string,
  match: RouteMatch,
  body: Buffer,
  context: { readonly apiId: string; readonly accountId: string; readonly now: Date },
): GatewayEvent => {
  const url = request.url ?? '/'
  const rawQueryString = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  const { headers, cookies } = headersOf(request)
  const query = queryOf(rawQueryString)
  const text = isText(headers['content-type'], headers['content-encoding'])
  const host = headers['host'] ?? 'localhost'
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
      'x-forwarded-port': host.split(':')[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(query && { queryStringParameters: query }),
    ...(match.parameters && { pathParameters: match.parameters }),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      domainName: host,
      domainPrefix: host.split('.')[0],
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.routeKey,
      stage: '$default',
      time: commonLogTime(context.now),
      timeEpoch: context.now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  }
}

const headersOf = (request: IncomingMessage) => {
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? '').toLowerCase()
    const value = request.rawHeaders[at + 1] ?? ''
    if (name === 'cookie') cookies.push(...value.split(/;\s*/))
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`
  }
  return { headers, cookies }
}

const queryOf = (raw: string): Record<string, string> | undefined => {
  if (raw === '') return undefined
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(raw)) {
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`
  }
  return query
}

const isText = (contentType: string | undefined, contentEncoding: string | undefined): boolean =>
  contentEncoding === undefined &&
  /^(text\/[^;]+|application\/(json|xml|javascript))\s*(;|$)/i.test(contentType ?? '')

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `12/Mar/2020:19:03:58 +0000` */
const commonLogTime = (now: Date): string => {
  const iso = now.toISOString()
  return `${iso.slice(8, 10)}/${MONTHS[now.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
}
