import { API_BASE } from './api-base.ts'
import type { Contract, RequestOf, ResultOf, Route } from './contract.ts'
import type { CsvOptions, CsvTable } from './csv.ts'

/** A problem that the API answered, as its client meets it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  /** The stable code; `gateway` where the gateway itself refused and no problem details came. */
  readonly code: string
  readonly traceId: string | undefined
  readonly faults: readonly { readonly pointer: string; readonly detail: string }[]
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined

  constructor(response: Response, problem: Record<string, unknown>) {
    super(String(problem['detail'] ?? problem['message'] ?? response.statusText))
    this.status = response.status
    this.code = typeof problem['code'] === 'string' ? problem['code'] : 'gateway'
    this.traceId = typeof problem['traceId'] === 'string' ? problem['traceId'] : undefined
    this.faults = Array.isArray(problem['errors']) ? problem['errors'] : []
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    this.retryAfter = Number.isNaN(retryAfter) ? undefined : retryAfter
  }
}

export interface ClientOptions {
  /** Where the platform is: `https://clusters.example.org`. */
  readonly url: string
  /** The access token of the moment; undefined for an anonymous caller. */
  readonly token?: () => Promise<string | undefined>
  /** `en` or `ru`: in which language problems speak. */
  readonly language?: string
  readonly fetch?: typeof fetch
}

/** What a route answered. */
interface Answer<R extends Route> {
  readonly status: number
  readonly body: ResultOf<R>
  /** From the ETag: what an update or a deletion has to name. */
  readonly version: number | undefined
}

/** A typed caller of every route of a contract. It needs the contract's paths and types only, so a page that imports
 *  nothing else carries no schema library. */
export type Client<C extends Contract> = {
  readonly [K in keyof C['routes']]: Caller<C['routes'][K]>
}

type Caller<R extends Route> = ((request: RequestOf<R>) => Promise<Answer<R>>) &
  (R['csv'] extends CsvTable
    ? {
        /** Asks for the answer as a table. */
        readonly csv: (
          request: RequestOf<R>,
          options?: Partial<CsvOptions>,
        ) => Promise<{ readonly status: number; readonly body: string }>
      }
    : unknown)

interface AnyRequest {
  readonly params?: Record<string, unknown>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
  readonly version?: number
  readonly idempotencyKey?: string
}

/** What of a route a client needs. */
type Address = Pick<Route, 'method' | 'path' | 'mediaType'>

/** What of a contract a client needs: of each route its address, no schema. A contract is one itself. */
export interface Addresses<C extends Contract> {
  readonly routes: { readonly [K in keyof C['routes']]: Address }
}

/** The addresses of a contract alone, for clients that carry no schema library. */
export const addressesOf = <C extends Contract>({ routes }: C): Addresses<C> => ({
  // Built from the same routes that the type is mapped over.
  routes: Object.fromEntries(
    Object.entries(routes).map(([name, { method, path, mediaType }]) => [name, { method, path, mediaType }]),
  ) as Addresses<C>['routes'],
})

/** Makes the client of a contract. Its calls throw `ApiProblem` for every answer that is no success. */
export const clientOf = <C extends Contract>(
  contract: C | Addresses<C>,
  options: ClientOptions,
): Client<C> => {
  const callers = Object.entries<Address>(contract.routes).map(([name, route]) => [
    name,
    Object.assign((request: AnyRequest) => send(route, request, options), {
      csv: ({ query, ...request }: AnyRequest, writing?: Partial<CsvOptions>) =>
        send(route, { ...request, query: { ...query, ...writing, format: 'csv' } }, options),
    }),
  ])
  // Built from the same routes that the type is mapped over.
  return Object.fromEntries(callers) as Client<C>
}

const send = async (route: Address, request: AnyRequest, options: ClientOptions) => {
  const token = await options.token?.()
  const response = await (options.fetch ?? fetch)(addressOf(route, request, options.url), {
    method: route.method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(options.language !== undefined && { 'accept-language': options.language }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...(request.version !== undefined && { 'if-match': `"${request.version}"` }),
      ...(request.idempotencyKey !== undefined && { 'idempotency-key': request.idempotencyKey }),
    },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new ApiProblem(response, parsedOr(text, {}))
  const version = /"(\d+)"/.exec(response.headers.get('etag') ?? '')?.[1]
  return {
    status: response.status,
    body: isJson(response) ? parsedOr(text, null) : text === '' ? null : text,
    version: version === undefined ? undefined : Number(version),
  }
}

const isJson = ({ headers }: Response) => /[/+]json\b/.test(headers.get('content-type') ?? '')

const addressOf = (route: Address, { params = {}, query = {} }: AnyRequest, url: string): string => {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)]),
  )
  return `${url.replace(/\/$/, '')}${API_BASE}${path}${search.size > 0 ? `?${search}` : ''}`
}

const parsedOr = <F>(text: string, fallback: F) => {
  try {
    return text === '' ? fallback : JSON.parse(text)
  } catch {
    return fallback
  }
}
