import type * as z from 'zod'
import type { Power } from '#kernel/powers'
import { MOVED_KINDS } from '#records/model'
import type { Field } from './field.ts'

/** Everything that tables can bring in, in an order in which nothing is named before it is there. */
export const KIND_NAMES = [
  'regions',
  'industries',
  'categories',
  'indicators',
  'persons',
  'authorities',
  'rule-sets',
  'registers',
  'organisations',
  'merged-organisations',
  'establishments',
  'clusters',
  'drafts',
  'merged-drafts',
  'applications',
  'memberships',
  'facilities',
  'positions',
  'grants',
  'substitutions',
  'successions',
  'observations',
  'targets',
  'documents',
  'extracts',
  ...MOVED_KINDS,
] as const
export type KindName = (typeof KIND_NAMES)[number]

/** One kind of record: its fields as columns, the shape that the API takes, and how many go at once. */
export interface Kind {
  readonly name: KindName
  readonly fields: readonly Field[]
  /** What the API takes; `address` fields are not part of it. */
  readonly row: z.ZodType
  /** A field that is no part of the record: rows that differ in it go in calls of their own, rows without it each in
   *  its own. Of clusters it is part of the route's address. */
  readonly address?: string
  /** Fields by which a row names itself and its parent: parents are sent first. */
  readonly tree?: { readonly own: string; readonly parent: string }
  /** Powers of which one is needed, the likeliest first. */
  readonly powers: readonly Power[]
  readonly rowsPerCall: number
  /** More than one only where rows do not depend on one another. */
  readonly callsAtOnce: number
}
