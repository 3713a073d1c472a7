import * as z from 'zod'
import { entity, toItem } from '#kernel/entity'
import { inLanguage, LocalisedText } from '#kernel/localised-text'
import type { Item } from '#kernel/table'
import { comparedNames, nameKeys, nameSkeleton } from '../model.ts'

/** What is found by its names. */
export const NamedKind = z.enum(['organisation', 'cluster'])
export type NamedKind = z.output<typeof NamedKind>

export const nameKeyPartition = (kind: NamedKind, key: string) => `NAMES#${kind}#${key}`

/** A record under one of the keys of its names, sorted by the consonants of its name, so that like ones are
 *  neighbours. */
export const nameKeyEntity = entity({
  name: 'name-key',
  schemaVersion: 1,
  schema: z.object({
    kind: NamedKind,
    key: z.string(),
    /** Its place among those of the key. */
    place: z.string(),
    id: z.string(),
    names: LocalisedText,
  }),
  keys: ({ kind, key, place, id }) => ({ pk: nameKeyPartition(kind, key), sk: `${place}#${id}` }),
})

/** What is kept of a record for finding it by its names. */
export interface NamedRecord {
  readonly id: string
  readonly fields: { readonly names: LocalisedText; readonly seat: { readonly town?: string } }
  /** The keys under which it stands. */
  readonly nameKeys: readonly string[]
}

/** A record with the keys that its names give today. */
export const withNameKeys = <R extends NamedRecord>(record: R): R & { nameKeys: string[] } => ({
  ...record,
  nameKeys: nameKeys(record.fields.names, record.fields.seat.town),
})

/** Where names are sorted among those of a key. */
export const placeOfNames = (names: LocalisedText): string => nameSkeleton(inLanguage(names, 'en'))

/** A record under each of its keys. */
export const nameKeyItems = (
  kind: NamedKind,
  { id, fields, nameKeys: keys }: NamedRecord,
): readonly Item[] => {
  const names = comparedNames(fields.names)
  const place = placeOfNames(names)
  return keys.map((key) => toItem(nameKeyEntity, { kind, key, place, id, names }))
}
