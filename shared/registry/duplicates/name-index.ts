import { canonicalJson } from '#kernel/digest'
import { valuesOf } from '#kernel/entity'
import type { LocalisedText } from '#kernel/localised-text'
import type { Table, Write } from '#kernel/table'
import {
  type NamedKind,
  type NamedRecord,
  nameKeyEntity,
  nameKeyItems,
  nameKeyPartition,
  placeOfNames,
  placesOfNumbers,
} from '../keys.ts'
import { type Likened, likenessOf, nameKeys } from '../model.ts'

/** The writes that move a record from the keys of its names before to those of its names now; none where neither names
 *  nor keys changed. */
export const nameKeyWrites = (
  kind: NamedKind,
  before: NamedRecord | undefined,
  after: NamedRecord | undefined,
): readonly Write[] => {
  const old = before === undefined ? [] : nameKeyItems(kind, before)
  const current = after === undefined ? [] : nameKeyItems(kind, after)
  const placed = new Set(current.map(({ pk, sk }) => `${pk}\n${sk}`))
  const known = new Set(old.map((item) => canonicalJson(item)))
  return [
    ...old
      .filter(({ pk, sk }) => !placed.has(`${pk}\n${sk}`))
      .map(({ pk, sk }): Write => ({ delete: { pk, sk } })),
    ...current.filter((item) => !known.has(canonicalJson(item))).map((put): Write => ({ put })),
  ]
}

/** Records read under one key, whatever their numbers; where more share it, only those with the same numbers are read besides. */
const READ_UNDER_A_KEY = 50
/** Of these as many of the nearest on either side. */
const NEAREST = 100
/** Records whose names are alike enough to be read whole: those most alike. */
const MOST_CANDIDATES = 25
/** From this likeness of names on a record is read whole. */
const WORTH_READING = 0.6

/** The records whose names are most like these, by id, the likest first: one Query of at most 50 names for each of at most
 *  three keys, and where more share the key two more of at most 100 each (0.5 RRU per 4 KB, about 13 names). However many
 *  records there are, no more is read or compared; those that differ in a number crowd out none that could be meant. */
export const namedLike = async (
  table: Table,
  kind: NamedKind,
  { names, town }: { readonly names: LocalisedText; readonly town?: string | undefined },
): Promise<readonly string[]> => {
  const under = await Promise.all(nameKeys(names, town).map((key) => readUnder(table, kind, key, names)))
  const one: Likened = { names, town, identifiers: [] }
  const worth = under
    .flat()
    .map(({ id, names: theirs }) => ({
      id,
      score: likenessOf(one, { names: theirs, town, identifiers: [] })?.score ?? 0,
    }))
    .filter(({ score }) => score >= WORTH_READING)
    .toSorted((a, b) => b.score - a.score)
  return [...new Set(worth.map(({ id }) => id))].slice(0, MOST_CANDIDATES)
}

const readUnder = async (table: Table, kind: NamedKind, key: string, names: LocalisedText) => {
  const pk = nameKeyPartition(kind, key)
  const first = await table.query({ pk, limit: READ_UNDER_A_KEY })
  if (first.next === undefined) return valuesOf(nameKeyEntity, first.items)
  const place = placeOfNames(names)
  const { from, to } = placesOfNumbers(place)
  // A name of numbers alone stands before the others that have them.
  const near = place < from ? from : place
  const [before, behind] = await Promise.all([
    table.query({ pk, sk: { from, to: near }, descending: true, limit: NEAREST }),
    table.query({ pk, sk: { from: near, to }, limit: NEAREST }),
  ])
  return valuesOf(nameKeyEntity, [...first.items, ...before.items, ...behind.items])
}
