import type { IncomingMessage, ServerResponse } from 'node:http'
import { type InvocationResult, STOPPED } from '../lambda/function.ts'
import { readBody } from './body.ts'
import { decodedPath, gatewayEvent } from './event.ts'
import { writeMessage, writePayload } from './reply.ts'
import { type GatewayRoute, routeTable } from './routes.ts'
import { throttle } from './throttle.ts'

/** The limits of an HTTP API and of the event that Lambda takes: quotas of the services that cannot be raised. */
const LIMITS = {
  headBytes: 10_240,
  bodyBytes: 10 * 1024 * 1024,
  seconds: 30,
  payloadBytes: 6 * 1024 * 1024,
}

interface GatewayOptions {
  readonly apiId: string
  readonly accountId: string
  readonly routes: readonly GatewayRoute[]
  /** Of the stage; none is no limit. */
  readonly throttle?: { readonly rate: number; readonly burst: number } | undefined
  readonly invoke: (functionArn: string, event: unknown) => Promise<InvocationResult>
  readonly seconds?: number
  /** Gets why the gateway answered 500 or 503. */
  readonly log?: (line: string) => void
}

/** An HTTP API on this machine: turns requests into payload 2.0 and answers into responses. What the gateway answers
 *  by itself is `{"message": …}`: 400, 404, 413, 429, 431, 500 and 503. */
export const createGateway = (
  options: GatewayOptions,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const find = routeTable(options.routes)
  const mayPass = throttle(options.throttle)
  const seconds = options.seconds ?? LIMITS.seconds
  return async (request, response) => {
    if (headLength(request) > LIMITS.headBytes)
      return refuse(request, response, 431, 'Request Header Fields Too Large')
    if (!mayPass()) return refuse(request, response, 429, 'Too Many Requests')
    const path = decodedPath(request.url ?? '/')
    if (path === undefined) return refuse(request, response, 400, 'Bad Request')
    const match = find(request.method ?? 'GET', path)
    if (!match) return refuse(request, response, 404, 'Not Found')
    const body = await readBody(request, LIMITS.bodyBytes)
    if (!body) return writeMessage(response, 413, 'Request Entity Too Large')
    const { apiId, accountId } = options
    const event = gatewayEvent(request, path, match, body, { apiId, accountId, now: new Date() })
    if ((event.body?.length ?? 0) > LIMITS.payloadBytes)
      return writeMessage(response, 413, 'Request Entity Too Large')
    const result = await withinSeconds(options.invoke(match.route.functionArn, event), seconds)
    if (result && !result.error && writePayload(response, result.payload)) return
    if (result?.error?.errorType !== STOPPED)
      options.log?.(`${match.route.routeKey}: ${reasonOf(result, seconds)}`)
    if (result) writeMessage(response, 500, 'Internal Server Error')
    else writeMessage(response, 503, 'Service Unavailable')
  }
}

const reasonOf = (result: InvocationResult | undefined, seconds: number): string => {
  if (!result) return `no answer within ${seconds} s`
  return result.error ? `${result.error.errorType}: ${result.error.errorMessage}` : 'the answer is malformed'
}

/** Answers without the function; the body is read first, or the sender would see a broken connection. */
const refuse = async (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message: string,
): Promise<void> => {
  await readBody(request, 0)
  writeMessage(response, status, message)
}

/** Bytes of the request line and the headers. */
const headLength = (request: IncomingMessage): number =>
  request.rawHeaders.reduce(
    (length, text) => length + Buffer.byteLength(text) + 2,
    `${request.method} ${request.url} HTTP/1.1`.length + 2,
  )

const withinSeconds = async <T>(work: Promise<T>, seconds: number): Promise<T | undefined> => {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), seconds * 1000)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
