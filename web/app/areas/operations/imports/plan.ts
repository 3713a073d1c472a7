import type { Field } from '#imports/field'
import { REASON_COLUMN, type Wishes } from '#imports/mapping'
import { targetNamed } from '#imports/targets'

/** How somebody wants a table to be read, as it stands on the screen. */
export interface Plan {
  /** Column → what it fills; an empty text: it is left out. */
  readonly fills: Readonly<Record<string, string>>
  /** Field → the value of every row. */
  readonly constants: Readonly<Record<string, string>>
  /** Field → lines `text of the file=what it means`. */
  readonly recodes: Readonly<Record<string, string>>
}

/** The columns that somebody decides about: reasons of an earlier import fill nothing. */
export const ownColumns = (columns: readonly string[]): readonly string[] =>
  columns.filter((column) => column !== REASON_COLUMN)

/** Every column fills what it is called by. */
export const planOf = (fields: readonly Field[], columns: readonly string[]): Plan => ({
  fills: Object.fromEntries(ownColumns(columns).map((column) => [column, targetNamed(fields, column) ?? ''])),
  constants: {},
  recodes: {},
})

/** The wishes that a plan means. */
export const wishesOf = ({ fills, constants, recodes }: Plan): Wishes => {
  const columns = Object.entries(fills)
  const taken = columns.filter(([, target]) => target !== '')
  return {
    map: new Map(taken),
    set: new Map(Object.entries(constants).filter(([, value]) => value.trim() !== '')),
    recode: new Map(
      Object.entries(recodes)
        .map(([field, lines]) => [field, pairsIn(lines)] as const)
        .filter(([field, pairs]) => pairs.size > 0 && isFilled(field, taken, constants)),
    ),
    where: new Map(),
    ignore: new Set(columns.filter(([, target]) => target === '').map(([column]) => column)),
  }
}

const isFilled = (
  field: string,
  taken: readonly (readonly [column: string, target: string])[],
  constants: Plan['constants'],
): boolean => taken.some(([, target]) => target === field) || (constants[field] ?? '').trim() !== ''

/** `TOTAL=_T` on each line; lines without a sign say nothing. */
const pairsIn = (lines: string): ReadonlyMap<string, string> =>
  new Map(
    lines.split('\n').flatMap((line) => {
      const at = line.indexOf('=')
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const]
    }),
  )
