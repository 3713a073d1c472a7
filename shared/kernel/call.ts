import type { Actor } from './access.ts'
import type { BodyOf, Contract, ParamsOf, QueryOf, Reply, ReplyOf, Route } from './contract.ts'
import type { CsvOptions } from './csv.ts'
import type { Claim } from './idempotency.ts'
import type { Language } from './localised-text.ts'

/** Where a page of a list begins: the sort keys of the last row before it. */
export type Position = Readonly<Record<string, string>>

/** Everything that a use case is told about the request that it serves. */
export interface Context {
  readonly actor: Actor
  readonly requestId: string
  /** The instant of the request; every record that it writes carries the same. */
  readonly at: Date
  readonly language: Language
}

/** A command: what changes something. */
export interface Command<B = unknown> extends Context {
  readonly body: B
  /** From `If-Match`: the version that the caller has seen. */
  readonly expectedVersion?: number | undefined
  /** From `Idempotency-Key`. */
  readonly claim?: Claim | undefined
}

/** One request to a route, parsed and authorised at the route. */
export interface Call<R extends Route = Route> extends Command<BodyOf<R>> {
  /** How the answer is to be written, where not as JSON; no use case needs to know. */
  readonly csv?: CsvOptions | undefined
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly page: { readonly limit: number; readonly after?: Position | undefined }
}

/** A page of a list as a use case gives it: the pipeline seals `next` into a cursor. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: Position | undefined
}

type PagedReply<R extends Route> =
  ReplyOf<R> extends Reply<infer S, { items: (infer T)[] }> ? Reply<S, Page<T>> : never

/** What serves a contract: for each route a function from call to reply. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C['routes']]: (
    call: Call<C['routes'][K]>,
  ) => Promise<C['routes'][K]['paged'] extends true ? PagedReply<C['routes'][K]> : ReplyOf<C['routes'][K]>>
}
