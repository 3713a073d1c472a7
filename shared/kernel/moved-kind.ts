import type * as z from 'zod'
import { type Entity, fromItem, type LastChange, toItem } from './entity.ts'
import { MovedRecord } from './moved-record.ts'
import type { Item, TableQuery } from './table.ts'

type Collection = Pick<TableQuery, 'index' | 'pk' | 'sk'>

/** A kind of record that moves as it is: where its records lie, and how one becomes an item again. */
export interface MovedKind {
  /** Its name among stored records. */
  readonly entity: string
  /** The shape of its data. */
  readonly schema: z.ZodType
  /** Whether it has a collection for each of something, by whose name it is asked for. */
  readonly hasParents: boolean
  collection(of: string): Collection
  /** Undefined for a record of another kind in the same collection, and for a deleted one. */
  recordOf(item: Item, of: string | undefined): MovedRecord | undefined
  /** The item of a record, or undefined when it does not lie where it says.
   *  @throws ZodError for data of another shape */
  itemOf(record: MovedRecord, change: LastChange): Item | undefined
}

interface Place {
  /** One collection for all, or one for each of something. */
  readonly collection: Collection | ((of: string) => Collection)
}

/** A kind whose data say where a record lies.
 *  @param place.taken the shape of what is let in, where that is not all that may be stored */
export const movedEntity = <T>(
  entity: Entity<T>,
  { collection, taken = entity.schema }: Place & { readonly taken?: z.ZodType<T> },
): MovedKind => ({
  ...common(entity, collection),
  recordOf: (item, of) => {
    const stored = item['entity'] === entity.name ? fromItem(entity, item) : undefined
    return stored && { ...named(item, of), data: AsData.parse(stored.value) }
  },
  itemOf: ({ of = '', version, data }, change) => {
    const item = toItem(entity, taken.parse(data), {
      ...(version !== undefined && { version }),
      change,
    })
    return liesIn(item, at(collection, of)) ? item : undefined
  },
})

/** A kind whose data do not say where a record lies. Nobody signs such a record: it is part of another one. */
export const movedShape = (
  shape: { readonly name: string; readonly schemaVersion: number; readonly schema: z.ZodType },
  { collection }: Place,
): MovedKind => ({
  ...common(shape, collection),
  recordOf: (item, of) =>
    item['entity'] === shape.name
      ? { ...named(item, of), place: item.sk, data: AsData.parse(shape.schema.parse(item['data'])) }
      : undefined,
  itemOf: ({ of = '', place, data }) => {
    if (place === undefined) return undefined
    const { name, schemaVersion, schema } = shape
    const { pk } = at(collection, of)
    const item = { pk, sk: place, entity: name, schemaVersion, data: schema.parse(data) }
    return liesIn(item, at(collection, of)) ? item : undefined
  },
})

const common = (
  { name, schema }: { readonly name: string; readonly schema: z.ZodType },
  collection: Place['collection'],
) => ({
  entity: name,
  schema,
  hasParents: typeof collection === 'function',
  collection: (of: string) => at(collection, of),
})

const at = (collection: Place['collection'], of: string): Collection =>
  typeof collection === 'function' ? collection(of) : collection

const named = (item: Item, of: string | undefined) => ({
  ...(of !== undefined && { of }),
  ...(typeof item['version'] === 'number' && { version: item['version'] }),
})

const AsData = MovedRecord.shape.data

const liesIn = (item: Item, { index, pk, sk }: Collection): boolean => {
  if ((index === undefined ? item.pk : item[`${index}pk`]) !== pk) return false
  const place = String(index === undefined ? item.sk : item[`${index}sk`])
  return sk === undefined || !('beginsWith' in sk) || place.startsWith(sk.beginsWith)
}
