import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { demandPower, signedIn } from '../access.ts'
import type { Call, Handlers } from '../call.ts'
import { type Clock, systemClock } from '../clock.ts'
import type { Contract, Reply, Route } from '../contract.ts'
import { NotFoundError } from '../errors.ts'
import { earlierReply } from '../idempotency.ts'
import { preferredLanguage } from '../localised-text.ts'
import { loggable, logger } from '../logger.ts'
import { type Quota, quotaHeaders, type RateLimiter, tooManyRequests } from '../quota.ts'
import { secretOf } from '../secret.ts'
import type { Table } from '../table.ts'
import type { Authenticate } from './authenticate.ts'
import { compiledRoutes } from './compiled-route.ts'
import { openPage, parseCall } from './parse.ts'
import { expectedError, problemResponse } from './problem.ts'
import { finish, respond, respondPage } from './respond.ts'
import type { Exchange, Step } from './step.ts'

type Event = APIGatewayProxyEventV2
type Response = APIGatewayProxyStructuredResultV2

/** A Lambda function behind an HTTP API (payload 2.0). */
export type ApiHandler = (event: Event, context: Context) => Promise<Response>

export interface ServeOptions<C extends Contract> {
  readonly contract: C
  readonly handlers: Handlers<C>
  readonly authenticate: Authenticate
  /** Counts the requests of API keys; without it they are not limited. */
  readonly limit?: RateLimiter
  /** Where the context keeps its repeatable replies and the secret of its cursors; a contract without paged or
   *  idempotent routes needs none. */
  readonly table?: Table
  readonly clock?: Clock
}

/** Serves the routes of a contract: each request passes the steps, top down on the way in and bottom up on the way
 *  out; whatever one of them throws becomes problem details.
 *
 *  note → match → identify (and count) → admit → parse → use case → answer → (explain) → dress → log */
export const serve = <C extends Contract>(options: ServeOptions<C>): ApiHandler => {
  const { contract, authenticate, limit, table, clock = systemClock } = options
  const routeOf = compiledRoutes(contract)
  const cursorSecret = table ? secretOf(table, 'cursor') : withoutTable(contract)
  // One place forgets the exact types of each route; `Handlers` has checked them.
  const handlers = options.handlers as unknown as Readonly<Record<string, (call: Call) => Promise<Reply>>>
  const exchanges = new WeakMap<Event, Exchange>()

  const exchangeOf = (event: Event): Exchange => {
    const exchange = exchanges.get(event)
    if (exchange === undefined) throw new Error('a step ran before the request was noted')
    return exchange
  }

  const note: Step = {
    before: ({ event }) => {
      const { requestId } = event.requestContext
      exchanges.set(event, {
        requestId,
        traceId: event.headers['x-amzn-trace-id'] ?? requestId,
        at: clock(),
        language: preferredLanguage(event.headers['accept-language']),
      })
    },
  }

  const log = finally_((event, exchange, response) => {
    logger.info('request', {
      requestId: exchange.requestId,
      route: event.routeKey,
      status: response.statusCode,
      milliseconds: clock().getTime() - exchange.at.getTime(),
      person: exchange.actor?.kind === 'account' ? exchange.actor.capability?.person : undefined,
    })
    return response
  })

  const dress = finally_((event, { requestId, quota }, response) =>
    finish(event, requestId, quota === undefined ? response : withQuota(response, quota)),
  )

  const explain: Step = {
    onError: async (request) => {
      const { event, error } = request
      const exchange = exchangeOf(event)
      request.response = (await repliedBefore(event, exchange, error)) ?? problemOf(event, exchange, error)
    },
  }

  const match: Step = {
    before: ({ event }) => {
      const found = routeOf(event.routeKey)
      if (found === undefined) throw noSuchRoute(event)
      exchangeOf(event).route = found
    },
  }

  const identify: Step = {
    before: async ({ event }) => {
      const exchange = exchangeOf(event)
      const actor = await authenticate(event.headers['authorization'], exchange.at)
      exchange.actor = actor
      if (limit === undefined || actor.kind === 'anonymous' || actor.key === undefined) return
      const { admitted, quota } = await limit(actor.subject, actor.key.requestsPerMinute, exchange.at)
      exchange.quota = quota
      if (!admitted) throw tooManyRequests(quota)
    },
  }

  const admit: Step = {
    before: ({ event }) => {
      const { route, actor } = identified(exchangeOf(event))
      const { access } = route.route
      if (access === 'signed-in') signedIn(actor)
      else if (access !== 'public') demandPower(actor, access.power)
    },
  }

  const parse: Step = {
    // Only a cursor makes it wait.
    before: ({ event }) => {
      const exchange = exchangeOf(event)
      const { route, actor } = identified(exchange)
      const { requestId, at, language } = exchange
      const call = parseCall(event, route, { actor, requestId, at, language })
      exchange.call = call
      const cursor = call.query?.['cursor']
      if (typeof cursor !== 'string' || route.route.paged !== true) return undefined
      return cursorSecret().then((secret) => {
        exchange.call = openPage(call, cursor, route.key, secret)
      })
    },
  }

  const answer: Step = {
    after: (request) => {
      const { event, response: reply } = request
      if (!isReply(reply)) throw new Error('the use case gave no reply')
      const { route, call } = parsed(exchangeOf(event))
      if (route.route.paged !== true) {
        request.response = respond(event, route, call, reply)
        return undefined
      }
      return respondPage(event, route, call, reply, cursorSecret).then((response) => {
        request.response = response
      })
    },
  }

  const useCase = async (event: Event): Promise<Reply> => {
    const { route, call } = parsed(exchangeOf(event))
    const handler = handlers[route.name]
    if (handler === undefined) throw new Error(`${route.name} has no handler`)
    return handler(call)
  }

  /** A step on the way out of every request, answered or failed. */
  function finally_(change: (event: Event, exchange: Exchange, response: Response) => Response): Step {
    const step: Step['after'] = (request) => {
      request.response = change(request.event, exchangeOf(request.event), written(request.response))
    }
    return { after: step, onError: step }
  }

  function problemOf(event: Event, { traceId, language, requestId }: Exchange, error: unknown): Response {
    const expected = expectedError(error)
    if (expected === undefined || expected.code === 'unavailable')
      logger.error('failed', { requestId, route: event.routeKey, error: loggable(error) })
    return problemResponse(expected, { path: event.rawPath, traceId, language })
  }

  /** A repeat after success meets the records that it changed itself: it gets its first reply, not a refusal. Where
   *  something is unavailable, there may be left to do what comes after the transaction: it is to be sent again. */
  async function repliedBefore(event: Event, { call, route }: Exchange, error: unknown) {
    if (call?.claim === undefined || route === undefined || table === undefined) return undefined
    const expected = expectedError(error)
    if (expected === undefined || expected.code === 'unavailable') return undefined
    try {
      const reply = await earlierReply(table, call.claim)
      return reply && respond(event, route, call, reply)
    } catch (reused) {
      return problemOf(event, exchangeOf(event), reused)
    }
  }

  const pipeline = middy<Event, Response | Reply>({ timeoutEarlyInMillis: 0 })
  for (const step of [note, log, dress, explain, match, identify, admit, parse, answer]) pipeline.use(step)
  const run = pipeline.handler(useCase)
  return async (event, context) => written(await run(event, context))
}

const withQuota = (response: Response, quota: Quota): Response => ({
  ...response,
  headers: { ...response.headers, ...quotaHeaders(quota) },
})

const isReply = (value: Response | Reply | null | undefined): value is Reply =>
  value !== null && value !== undefined && 'status' in value

/** Behind `answer` and `explain` the response is written. */
const written = (value: Response | Reply | null | undefined): Response => {
  if (value === null || value === undefined || isReply(value))
    throw new Error('a step ran before the response was written')
  return value
}

/** @throws Error when a route of the contract cannot do without a table */
const withoutTable = ({ name, routes }: Contract): (() => Promise<string>) => {
  if (Object.values<Route>(routes).some(({ paged, idempotent }) => paged || idempotent))
    throw new Error(`${name} has paged or idempotent routes: it needs a table`)
  return () => Promise.reject(new Error(`${name} has no cursors`))
}

const identified = ({ route, actor }: Exchange) => {
  if (route === undefined || actor === undefined)
    throw new Error('a step ran before its route and actor were known')
  return { route, actor }
}

const parsed = ({ route, call }: Exchange) => {
  if (route === undefined || call === undefined) throw new Error('a step ran before the request was parsed')
  return { route, call }
}

const noSuchRoute = ({ requestContext, rawPath }: Event) =>
  new NotFoundError({
    en: `There is no ${requestContext.http.method} ${rawPath}; /docs lists what there is.`,
    ru: `Нет маршрута ${requestContext.http.method} ${rawPath}; список — на странице /docs.`,
  })
