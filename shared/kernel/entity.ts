import type * as z from 'zod'
import { actorId, substitutedBy } from './access.ts'
import type { Context } from './call.ts'
import { lifted, type Shape } from './lift.ts'
import type { Item, Key, Table } from './table.ts'

/** Who changed a record last, how and when. */
export interface LastChange {
  readonly actor: string
  /** The persons for whom the actor was acting official then. */
  readonly insteadOf?: readonly string[]
  /** The use case: `register-cluster`. */
  readonly action: string
  readonly requestId: string
  readonly at: string
}

/** Keys of a record; index keys are absent where it stands in no index. */
interface Keys {
  readonly pk: string
  readonly sk: string
  readonly gsi1pk?: string
  readonly gsi1sk?: string
  readonly gsi2pk?: string
  readonly gsi2sk?: string
}

/** A kind of stored record: its name, the shape of its data, where it stands, and how older shapes are lifted.
 *  A changed shape needs a raised `schemaVersion` (a test compares digests) and a step in `lift`. */
export interface Entity<T> extends Shape {
  readonly schema: z.ZodType<T>
  readonly keys: (value: T) => Keys
}

/** A record as read: its data and its version. */
export interface Stored<T> {
  readonly value: T
  readonly version: number
}

/** States a kind of record with its exact type. */
export const entity = <T>(definition: Entity<T>): Entity<T> => definition

/** The change that a command makes, for the record's `lastChange`. */
export const changeBy = (context: Context, action: string): LastChange => {
  const insteadOf = substitutedBy(context.actor)
  return {
    actor: actorId(context.actor),
    ...(insteadOf.length > 0 && { insteadOf }),
    action,
    requestId: context.requestId,
    at: context.at.toISOString(),
  }
}

/** A record ready to be stored. */
export const toItem = <T>(
  kind: Entity<T>,
  value: T,
  options: { readonly version?: number; readonly change?: LastChange; readonly expiresAt?: number } = {},
): Item => ({
  ...kind.keys(value),
  entity: kind.name,
  schemaVersion: kind.schemaVersion,
  ...(options.version !== undefined && { version: options.version }),
  ...(options.change && { lastChange: options.change }),
  ...(options.expiresAt !== undefined && { expiresAt: options.expiresAt }),
  data: value,
})

/** The last version of a deleted record: kept for readers of the stream, gone after a day, and says who.
 *  Reading treats it as absent. */
export const toDeleted = <T>(
  kind: Entity<T>,
  value: T,
  options: { readonly version: number; readonly change: LastChange; readonly at: Date },
): Item => {
  const { pk, sk } = kind.keys(value)
  return {
    pk,
    sk,
    entity: kind.name,
    schemaVersion: kind.schemaVersion,
    version: options.version,
    lastChange: options.change,
    deleted: true,
    expiresAt: Math.floor(options.at.getTime() / 1000) + 86_400,
    data: value,
  }
}

/** Reads a record: lifted to today's shape and parsed. Undefined for none, and for a deleted one.
 *  @throws Error when the record is of another kind or of a shape that no lift reaches */
export const fromItem = <T>(kind: Entity<T>, item: Item | undefined): Stored<T> | undefined => {
  if (item === undefined || item['deleted'] === true) return undefined
  if (item['entity'] !== kind.name)
    throw new Error(`expected a record of ${kind.name} at ${item.pk}, found ${String(item['entity'])}`)
  const { data } = lifted(kind, item) ?? item
  return { value: kind.schema.parse(data), version: Number(item['version'] ?? 0) }
}

/** The data of many records of one kind, without deleted ones. */
export const valuesOf = <T>(kind: Entity<T>, items: readonly Item[]): readonly T[] =>
  items.flatMap((item) => fromItem(kind, item)?.value ?? [])

/** The data of the records at these keys, however many; absent ones are left out. */
export const valuesAt = async <T>(
  table: Table,
  kind: Entity<T>,
  keys: readonly Key[],
): Promise<readonly T[]> => {
  const values: T[] = []
  for (let offset = 0; offset < keys.length; offset += READ_AT_ONCE)
    values.push(...valuesOf(kind, await table.getAll(keys.slice(offset, offset + READ_AT_ONCE))))
  return values
}

/** Records that one call of the table reads. */
const READ_AT_ONCE = 100
