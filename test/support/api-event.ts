import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { API_BASE } from '#kernel/api-base'

/** A request as a test says it. */
export interface RequestParts {
  readonly method?: string
  /** The route's path with its parameters in braces. */
  readonly route: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** Names in lower case, as the gateway gives them. */
  readonly headers?: Readonly<Record<string, string>>
  /** A value is sent as JSON; text is sent as it is. */
  readonly body?: unknown
  readonly base64?: boolean
}

/** The event that an HTTP API makes of a request (payload 2.0). */
export const apiEvent = (request: RequestParts): APIGatewayProxyEventV2 => {
  const { method = 'GET', route, params, query = {}, headers = {}, body, base64 = false } = request
  const path =
    API_BASE +
    route.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const routeKey = `${method} ${API_BASE}${route}`
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      'accept-encoding': 'gzip',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(Object.keys(query).length > 0 && { queryStringParameters: { ...query } }),
    ...(params && { pathParameters: { ...params } }),
    ...(text !== undefined && { body: base64 ? Buffer.from(text).toString('base64') : text }),
    isBase64Encoded: base64,
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'api.test',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '01/Mar/2026:09:30:00 +0000',
      timeEpoch: 1772357400000,
    },
  }
}

/** What Lambda tells a function about its invocation. */
export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:test',
  memoryLimitInMB: '512',
  awsRequestId: 'request-1',
  logGroupName: 'test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
}
