import type { Column } from './columns.ts'
import type { Echelon, Row } from './echelon.ts'

/** A vector over at most so many enterprises tells one of them what another has. */
const FEW = 2

/** Finds out what a further sum would give away: whether, added to what is public, it makes a linear combination known
 *  that rests on one or two enterprises only.
 *
 *  Let R be the row space of what is public in reduced echelon form, and f the residual of the new sum, which lies on
 *  the free columns. Everything new in the larger space is, up to a factor, the sum plus something of R. It can be
 *  confined to a set U of columns exactly when f is in the span of the residuals k(u) of the unit vectors of U: those
 *  are k(u) = e(u) for a free column, and the negative rest of its row for a pivot column. So sets U of the columns of
 *  at most two enterprises are sought with f in their span. The search never lists all pairs: where f disagrees with
 *  the span on some free columns Q, a further column that is not zero on Q must be among them, which leaves the pivots
 *  that meet Q. Exact, and complete by that argument. */
export class FewEnterprises {
  readonly #columns: readonly Column[]
  /** The columns that stem from few enterprises, by each of these. */
  readonly #columnsOf = new Map<string, number[]>()

  constructor(columns: readonly Column[]) {
    this.#columns = columns
    columns.forEach(({ enterprises }, index) => {
      if (enterprises.size > FEW) return
      for (const enterprise of enterprises) {
        const list = this.#columnsOf.get(enterprise)
        if (list === undefined) this.#columnsOf.set(enterprise, [index])
        else list.push(index)
      }
    })
  }

  /** Whether the space with a residual that is not zero holds a combination over few enterprises that the space alone
   *  does not. */
  disclosedBy(space: Echelon, residual: Row): boolean {
    const meeting = this.#pivotsMeeting(space)
    const order = this.#columns
      .map((_, column) => column)
      .filter((column) => !space.rows.has(column))
      .sort((a, b) => rank(residual, meeting, a) - rank(residual, meeting, b))
    const tried = new Set<string>()
    const search = (chosen: ReadonlySet<string>): boolean => {
      const name = [...chosen].sort().join('\n')
      if (tried.has(name)) return false
      tried.add(name)
      const disagreeing = disagreement(
        residual,
        this.#confined(chosen).map((column) => unitResidual(space, column)),
        order,
      )
      if (disagreeing === null) return true
      if (chosen.size === FEW) return false
      return disagreeing.some((free) =>
        [free, ...(meeting.get(free) ?? [])].some((column) => {
          const next = new Set([...chosen, ...(this.#columns[column]?.enterprises ?? [])])
          return next.size <= FEW && search(next)
        }),
      )
    }
    return search(new Set())
  }

  /** For each free column the pivots of few enterprises whose rows are not zero in it. */
  #pivotsMeeting(space: Echelon): ReadonlyMap<number, readonly number[]> {
    const meeting = new Map<number, number[]>()
    for (const [pivot, row] of space.rows) {
      if ((this.#columns[pivot]?.enterprises.size ?? 0) > FEW) continue
      row.forEach((value, column) => {
        if (value === 0n || column === pivot) return
        const list = meeting.get(column)
        if (list === undefined) meeting.set(column, [pivot])
        else list.push(pivot)
      })
    }
    return meeting
  }

  /** The columns that stem from the chosen enterprises and no others. */
  #confined(chosen: ReadonlySet<string>): number[] {
    const found = new Set([...chosen].flatMap((enterprise) => this.#columnsOf.get(enterprise) ?? []))
    return [...found].filter((column) =>
      [...(this.#columns[column]?.enterprises ?? [])].every((enterprise) => chosen.has(enterprise)),
    )
  }
}

/** More than the pivots that a space can have. */
const NEVER_FIRST = 1e9

/** Free columns in the order in which they are compared: where the residual is not zero and few pivots meet first. */
const rank = (residual: Row, meeting: ReadonlyMap<number, readonly number[]>, column: number): number => {
  const met = meeting.get(column)?.length ?? 0
  return (residual[column] ?? 0n) !== 0n ? met : NEVER_FIRST + met
}

/** The residual of a unit vector by column, up to its sign; without its pivot. */
type UnitResidual = (column: number) => bigint

const unitResidual = (space: Echelon, own: number): UnitResidual => {
  const row = space.rows.get(own)
  return row === undefined
    ? (column) => (column === own ? 1n : 0n)
    : (column) => (column === own ? 0n : (row[column] ?? 0n))
}

/** Whether a row is a linear combination of others on some columns: null if so, else columns on which it is not. Stops
 *  at the first contradiction, so that most answers look at a few columns only. */
const disagreement = (
  row: Row,
  others: readonly UnitResidual[],
  columns: readonly number[],
): readonly number[] | null => {
  // One equation a column in the unknown factors, the right-hand side last; each has a leading unknown of its own.
  const equations: { readonly leading: number; readonly terms: bigint[] }[] = []
  const used: number[] = []
  for (const column of columns) {
    let terms = [...others.map((other) => other(column)), row[column] ?? 0n]
    for (const { leading, terms: known } of equations) {
      const here = terms[leading] ?? 0n
      const there = known[leading] ?? 0n
      if (here !== 0n) terms = terms.map((term, index) => term * there - (known[index] ?? 0n) * here)
    }
    const leading = terms.findIndex((term) => term !== 0n)
    if (leading === -1) continue
    used.push(column)
    if (leading === others.length) return used
    equations.push({ leading, terms })
  }
  return null
}
