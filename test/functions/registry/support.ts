import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { Actor } from '#kernel/access'
import { API_BASE } from '#kernel/api-base'
import type { Contract } from '#kernel/contract'
import { UnauthenticatedError } from '#kernel/errors'
import type { Authenticate } from '#kernel/http/authenticate'
import type { ApiHandler } from '#kernel/http/serve'

/** Takes the name of a person for a token. */
export const authenticateAs =
  (people: Readonly<Record<string, Actor>>): Authenticate =>
  async (authorization) => {
    if (authorization === undefined) return { kind: 'anonymous' }
    const actor = people[authorization.replace('Bearer ', '')]
    if (actor === undefined) throw new UnauthenticatedError({ en: 'nobody', ru: 'никто' })
    return actor
  }

interface Request {
  readonly as?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

let requests = 0

/** Asks a function as the gateway would: the route's key and parameters are found by the contract's paths. */
export const asking =
  (contract: Contract, handler: ApiHandler) =>
  async (method: string, address: string, { as, body, headers = {} }: Request = {}) => {
    requests += 1
    const { pathname, search, searchParams } = new URL(`http://platform.test${API_BASE}${address}`)
    const { path, pathParameters } = routeOf(contract, method, pathname)
    const event: APIGatewayProxyEventV2 = {
      version: '2.0',
      routeKey: `${method} ${path}`,
      rawPath: pathname,
      rawQueryString: search.slice(1),
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${as}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      pathParameters,
      queryStringParameters: Object.fromEntries(searchParams),
      requestContext: {
        accountId: '',
        apiId: '',
        domainName: '',
        domainPrefix: '',
        http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        requestId: `request-${requests}`,
        routeKey: `${method} ${path}`,
        stage: '$default',
        time: '',
        timeEpoch: 0,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      isBase64Encoded: false,
    }
    const response = await handler(event, LAMBDA)
    const text = response.isBase64Encoded
      ? Buffer.from(response.body ?? '', 'base64').toString()
      : response.body
    return {
      status: response.statusCode,
      headers: response.headers ?? {},
      text: text ?? '',
      body: isJson(response.headers) && text !== undefined && text !== '' ? JSON.parse(text) : undefined,
    }
  }

const isJson = (headers: APIGatewayProxyStructuredResultV2['headers']) =>
  /[/+]json\b/.test(String(headers?.['content-type'] ?? ''))

const LAMBDA: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: '',
  memoryLimitInMB: '512',
  awsRequestId: 'test',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
}

/** The gateway prefers the path with fewer parameters. */
const routeOf = (contract: Contract, method: string, pathname: string) => {
  const fits = Object.values(contract.routes)
    .filter((route) => route.method === method)
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
    .flatMap(({ path }) => {
      const match = new RegExp(`^${API_BASE}${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname)
      if (match === null) return []
      const pathParameters = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
      )
      return [{ path: `${API_BASE}${path}`, pathParameters }]
    })
  return fits[0] ?? { path: '$default', pathParameters: {} }
}
