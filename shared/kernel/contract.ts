import * as z from 'zod'
import { API_BASE } from './api-base.ts'
import type { CsvTable } from './csv.ts'
import type { ProblemCode } from './errors.ts'
import type { Power } from './powers.ts'

/** Who may call a route. A power is checked at the route for holding it at all, and inside the use case for the
 *  territory, on the loaded resource. */
export type Access = 'public' | 'signed-in' | { readonly power: Power }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One route of the API, written once and read by the gateway, the function, the OpenAPI document, the client and
 *  the authorisation matrix. */
export interface Route {
  readonly method: Method
  /** Below `/api/v1`, with parameters in braces: `/clusters/{clusterId}`. */
  readonly path: string
  readonly access: Access
  /** One English sentence fragment for the documentation. */
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** What each success status answers; `z.null()` is an empty answer. */
  readonly responses: Readonly<Record<number, z.ZodType>>
  /** Problems besides those that follow from the rest of the contract. */
  readonly problems?: readonly ProblemCode[]
  /** Changes need `If-Match` with the version they change. */
  readonly concurrency?: 'if-match'
  /** Takes an `Idempotency-Key`: a repeat gets the first reply. */
  readonly idempotent?: true
  /** A list read page by page: `limit` and `cursor` are added to the query. */
  readonly paged?: true
  /** The media type of the answer, when it is not JSON. */
  readonly mediaType?: string
  /** The 200 answer is also to be had as a table: `Accept: text/csv` or `format=csv`. For answers that are no one
   *  record: their ETag is a digest of what is written. */
  readonly csv?: CsvTable
  /** A function of its own for a heavy route; else the context's. */
  readonly function?: string
}

/** The routes of one context. */
export interface Contract {
  readonly name: string
  readonly routes: Readonly<Record<string, Route>>
}

/** States a route with its exact types. */
export const route = <const R extends Route>(definition: R): R => definition

/** The key by which API Gateway names a route: `GET /api/v1/clusters/{clusterId}`. */
export const routeKey = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  `${method} ${API_BASE}${path}`

/** How many rows a page holds: 50 unless asked, at most 200. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).exactOptional(),
})

/** A page of a list; `next` is the cursor of the page after it, null on the last. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined
type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined

/** What a caller of the route has to give. */
export type ParamsOf<R extends Route> = OutputOf<R['params']>
export type QueryOf<R extends Route> = OutputOf<R['query']>
export type BodyOf<R extends Route> = OutputOf<R['body']>

/** What the route answers, by status; a page's cursor is sealed by the pipeline. */
export type ReplyOf<R extends Route> = {
  [S in keyof R['responses'] & number]: Reply<S, InputOf<R['responses'][S]>>
}[keyof R['responses'] & number]

/** An answer before it is written out. */
export interface Reply<S extends number = number, B = unknown> {
  readonly status: S
  readonly body: B
  /** The version that becomes the ETag. */
  readonly version?: number | undefined
  /** Whether the body also tells what changes without the version: then nobody is told that theirs is still the same. */
  readonly unversioned?: true
  /** Path below the API base of what was created. */
  readonly location?: string | undefined
}

/** The types of the client's side of a route. */
export type RequestOf<R extends Route> = (R['params'] extends z.ZodType
  ? { readonly params: z.input<R['params']> }
  : { readonly params?: undefined }) &
  (R['query'] extends z.ZodType
    ? {
        readonly query?: z.input<R['query']> & (R['paged'] extends true ? z.input<typeof PageQuery> : unknown)
      }
    : R['paged'] extends true
      ? { readonly query?: z.input<typeof PageQuery> }
      : { readonly query?: undefined }) &
  (R['body'] extends z.ZodType ? { readonly body: z.input<R['body']> } : { readonly body?: undefined }) &
  (R['concurrency'] extends 'if-match' ? { readonly version: number } : { readonly version?: undefined }) & {
    readonly idempotencyKey?: string
  }

/** Where a thing has gone to: clients follow it. */
type Redirect = 308

/** What a route's success statuses answer, as the client sees it. */
export type ResultOf<R extends Route> = {
  [S in Exclude<keyof R['responses'], Redirect>]: OutputOf<R['responses'][S]>
}[Exclude<keyof R['responses'], Redirect>]
