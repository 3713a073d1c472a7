import type { Contribution } from './contribution.ts'
import { enterprisesOf } from './contribution.ts'
import type { Row } from './echelon.ts'

/** Sums that may become public, by the contributions' ids. */
export type Sum = readonly string[]

/** What readers know to be equal: the sum of some contributions, such as a total, and that of its parts. */
export interface Relation {
  readonly whole: Sum
  readonly parts: Sum
}

/** Contributions that are in the same sums: no reader can tell them apart, so they are one column. */
export interface Column {
  readonly contributions: readonly Contribution[]
  readonly enterprises: ReadonlySet<string>
  readonly value: bigint
  readonly signed: boolean
}

/** The matrix sum × column of everything that may become public. */
export interface Matrix {
  readonly columns: readonly Column[]
  /** The row of 0 and 1 of a sum, without what is under a waiver and so may be known. */
  readonly rowOf: (sum: Sum) => Row
}

/** @throws RangeError when a sum names an unknown contribution, or a contribution is given twice */
export const matrixOf = (contributions: readonly Contribution[], sums: Iterable<Sum>): Matrix => {
  const byId = new Map(contributions.map((contribution) => [contribution.id, contribution]))
  if (byId.size !== contributions.length) throw new RangeError('two contributions have the same id')
  const sumsOf = new Map<string, number[]>()
  let count = 0
  for (const sum of sums) {
    for (const id of new Set(sum)) {
      const contribution = byId.get(id)
      if (contribution === undefined) throw new RangeError(`a sum names "${id}", which is not given`)
      if (contribution.waived) continue
      const list = sumsOf.get(id)
      if (list === undefined) sumsOf.set(id, [count])
      else list.push(count)
    }
    count += 1
  }
  const alike = new Map<string, Contribution[]>()
  const columnOf = new Map<string, number>()
  // By name, so that the order in which contributions are given changes nothing.
  for (const [id, list] of [...sumsOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const contribution = byId.get(id)
    if (contribution === undefined) continue
    const name = `${contribution.signed} ${list.join(' ')}`
    const known = alike.get(name)
    if (known === undefined) {
      columnOf.set(id, alike.size)
      alike.set(name, [contribution])
    } else {
      columnOf.set(id, columnOf.get(known[0]?.id ?? '') ?? 0)
      known.push(contribution)
    }
  }
  const columns = [...alike.values()].map((list) => ({
    contributions: list,
    enterprises: enterprisesOf(list),
    value: list.reduce((sum, { value }) => sum + value, 0n),
    signed: list.some(({ signed }) => signed),
  }))
  const rowOf = (sum: Sum): Row => {
    const row = new Float64Array(columns.length)
    for (const id of sum) {
      const column = columnOf.get(id)
      if (column !== undefined) row[column] = 1
    }
    return row
  }
  return { columns, rowOf }
}
