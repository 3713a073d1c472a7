import type * as z from 'zod'
import type { Contract } from '#kernel/contract'
import type { EnvironmentConfig } from '../config.ts'
import type { ObjectAccess, TableAccess } from '../constructs/grant.ts'

/** The contexts whose changes the audit trail records. */
export const AUDITED = [
  'reference',
  'registry',
  'extracts',
  'governance',
  'monitoring',
  'reports',
  'knowledge',
  'delivery',
] as const

/** The contexts that own data, each with one table; `usage` holds what API keys have used, which every function counts.
 *  What is known of people lies in `personal`, and the keys that open it in `personal-keys`. */
export const TABLES = [...AUDITED, 'audit', 'usage', 'personal', 'personal-keys'] as const
export type TableName = (typeof TABLES)[number]
/** Those whose changes can be followed: personal data go nowhere else. */
export type StreamedTable = Exclude<TableName, 'personal' | 'personal-keys'>

/** What starts a function. */
type Trigger =
  /** A route of the API. `fallback` also answers whatever no route matches. */
  | { readonly kind: 'api'; readonly contract: Contract; readonly fallback?: true }
  /** The clock: which of the environment's schedules. */
  | { readonly kind: 'schedule'; readonly schedule: keyof Omit<EnvironmentConfig['schedules'], 'timeZone'> }
  /** Changes of some tables, in order per item. */
  | { readonly kind: 'stream'; readonly tables: readonly StreamedTable[] }
  /** An object that arrived in the documents bucket under the prefix. */
  | { readonly kind: 'object-created'; readonly prefix: string }
  /** What the mail service tells of mail that came back or was complained of. */
  | { readonly kind: 'mail-bounced' }
  /** Another function, which does not wait for it. */
  | { readonly kind: 'called' }

/** One function: what it is for, what it is told, and all that it may do. */
export interface Service {
  /** `functions/<group>/<name>.ts` */
  readonly entry: string
  readonly description: string
  readonly trigger: Trigger
  /** The same schema by which the function reads its environment. */
  readonly environment: z.ZodObject
  readonly tables: Readonly<Partial<Record<TableName, TableAccess>>>
  readonly documents?: readonly ObjectAccess[]
  /** What it does in the locked bucket with the seals of the audit trail. */
  readonly seals?: readonly ObjectAccess[]
  /** What it does in the bucket with the issued extracts. */
  readonly extracts?: readonly ObjectAccess[]
  /** What it does in the bucket with the files of reports. */
  readonly reports?: readonly ObjectAccess[]
  /** What it does in the bucket with what functions gave up on. */
  readonly failures?: readonly ObjectAccess[]
  /** The functions that it calls, by their entries. */
  readonly calls?: readonly string[]
  /** Whether it sends e-mail in the name of the deployment. */
  readonly sendsMail?: true
  /** Longer than the default of 29 s (API: the gateway waits 30) or 60 s (all else) where the work needs it. */
  readonly timeoutSeconds?: number
  /** More than the default of 512 MB where it is needed or no dearer. */
  readonly memoryMegabytes?: number
}

/** What deciding about a caller takes: the positions of its account, the grants of their holders, and the records of the
 *  sources of delegated ones. */
export const CAPABILITY: TableAccess = { actions: ['GetItem', 'BatchGetItem', 'Query'] }

/** What counting the requests of an API key takes. */
export const USAGE: TableAccess = { actions: ['BatchGetItem', 'PutItem'] }

/** What reading code lists takes: each is one collection. */
export const CODE_LISTS: TableAccess = { actions: ['Query'] }

/** What reading the registry's facts takes: two collections. */
export const REGISTRY_FACTS: TableAccess = { actions: ['Query'] }

/** What evaluating alerts takes besides the figures: facts and names of clusters, the holders of powers, and the outbox. */
export const TELLING = {
  registry: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
  reference: { actions: ['GetItem', 'Query'] },
  governance: { actions: ['BatchGetItem', 'Query'], indexes: ['gsi2'] },
  delivery: { actions: ['BatchGetItem', 'PutItem'] },
} as const satisfies Service['tables']

/** As long as Lambda allows: a rebuild reads everything. */
export const JOB_SECONDS = 900
