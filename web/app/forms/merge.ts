/** The merging of two people's changes to one record. */

/** A value in which both changed the same to different values. */
export interface Conflict {
  /** From the record to the value: `['names', 'en']`. */
  readonly path: readonly string[]
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

export interface Merged<V> {
  /** Both changes; where they conflict, mine. */
  readonly values: V
  readonly conflicts: readonly Conflict[]
  /** Paths in which theirs was taken over. */
  readonly taken: readonly (readonly string[])[]
}

type Branch = Readonly<Record<string, unknown>>

const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list in which each entry stands once: its order means nothing. */
const isSet = (value: unknown): value is readonly (string | number)[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one === 'string' || typeof one === 'number') &&
  new Set(value).size === value.length

/** Whether two JSON values are the same; what is absent and what is undefined are. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => same(one, b[index]))
  if (isBranch(a) && isBranch(b)) return namesOf(a, b).every((name) => same(a[name], b[name]))
  return a === b
}

const namesOf = (...branches: readonly Branch[]): readonly string[] => [
  ...new Set(branches.flatMap((branch) => Object.keys(branch))),
]

/** Merges mine and theirs, both made from the base: what one alone changed is as that one has it; lists of codes get
 *  what either added and lose what either took out; what both changed differently is a conflict. */
export const merge = <V extends object>(base: V, mine: V, theirs: V): Merged<V> => {
  const conflicts: Conflict[] = []
  const taken: (readonly string[])[] = []
  const values = merged(base, mine, theirs, [], { conflicts, taken })
  // Made of the same fields as the three that went in.
  return { values: values as V, conflicts, taken }
}

interface Found {
  readonly conflicts: Conflict[]
  readonly taken: (readonly string[])[]
}

const merged = (
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: readonly string[],
  found: Found,
): unknown => {
  if (same(mine, theirs) || same(base, theirs)) return mine
  if (same(base, mine)) {
    found.taken.push(path)
    return theirs
  }
  if (isBranch(mine) && isBranch(theirs)) {
    const before = isBranch(base) ? base : {}
    return Object.fromEntries(
      namesOf(mine, theirs)
        .map((name): [string, unknown] => [
          name,
          merged(before[name], mine[name], theirs[name], [...path, name], found),
        ])
        .filter(([, value]) => value !== undefined),
    )
  }
  if (isSet(mine) && isSet(theirs)) {
    const before = isSet(base) ? base : []
    found.taken.push(path)
    return [
      ...theirs.filter((one) => mine.includes(one) || !before.includes(one)),
      ...mine.filter((one) => !theirs.includes(one) && !before.includes(one)),
    ]
  }
  found.conflicts.push({ path, base, mine, theirs })
  return mine
}

/** The values with the one at a path replaced; undefined takes it out. */
export const replaced = <V extends object>(values: V, path: readonly string[], value: unknown): V =>
  // The same fields, one of them with a value that it had in one of the versions.
  put(values, path, value) as V

/** A part of a record with one of its values replaced; undefined takes the value out, and a part without values is none. */
export const withPart = <V extends object>(
  part: V | undefined,
  name: keyof V & string,
  value: unknown,
): V | undefined => {
  const next = replaced(part ?? {}, [name], value)
  // The same fields as before; all of a part that may be left out whole may be left out.
  return Object.keys(next).length === 0 ? undefined : (next as V)
}

const put = (values: unknown, [name, ...rest]: readonly string[], value: unknown): unknown => {
  if (name === undefined) return value
  const branch = isBranch(values) ? values : {}
  const { [name]: before, ...others } = branch
  const next = put(before, rest, value)
  return next === undefined ? others : { ...branch, [name]: next }
}
