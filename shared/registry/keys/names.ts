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
  /** The keys under which it stands by these names. */
  readonly nameKeys: readonly string[]
  /** The names that it had before, each with the keys under which it stands by them. */
  readonly formerNames?: readonly { readonly names: LocalisedText; readonly nameKeys: readonly string[] }[]
}

/** A record with the keys that its names give today. */
export const withNameKeys = <R extends NamedRecord>(record: R): R & { nameKeys: string[] } => ({
  ...record,
  nameKeys: nameKeys(record.fields.names, record.fields.seat.town),
})

/** Where names are sorted among those of a key. */
export const placeOfNames = (names: LocalisedText): string => nameSkeleton(inLanguage(names, 'en'))

/** The places of all names with the very numbers of this one: with others two names are never likely to be one thing.
 *  Numbers come first in a place, since digits come before letters: `0012 smpl vrks`. */
export const placesOfNumbers = (place: string): { readonly from: string; readonly to: string } => {
  const [numbers = ''] = /^\d+(?: \d+)*(?= |$)/.exec(place) ?? []
  // The colon comes behind the digits and before the letters, # behind the space.
  return numbers === '' ? { from: ':', to: LAST } : { from: `${numbers} :`, to: `${numbers}#${LAST}` }
}

/** Behind every sign that a name has. */
const LAST = '\u{10FFFF}'

/** A record under each of its keys, by its names of now and of before; names of one key that are sorted alike stand
 *  there once, by the later ones. */
export const nameKeyItems = (
  kind: NamedKind,
  { id, fields, nameKeys: keys, formerNames = [] }: NamedRecord,
): readonly Item[] => {
  const items = [...formerNames.toReversed(), { names: fields.names, nameKeys: keys }].flatMap((called) => {
    const names = comparedNames(called.names)
    const place = placeOfNames(names)
    return called.nameKeys.map((key) => toItem(nameKeyEntity, { kind, key, place, id, names }))
  })
  return [...new Map(items.map((item) => [`${item.pk}\n${item.sk}`, item])).values()]
}
