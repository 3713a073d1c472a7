import type { Column } from './columns.ts'
import type { Echelon } from './echelon.ts'
import { negative, reduced } from './residues.ts'

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
 *  that meet Q. Complete by that argument, and exact as far as the echelon form is: see there. Where what is public gives
 *  somebody away already, chance may hide that the sum gives away more. */
export class FewEnterprises {
  readonly #columns: readonly Column[]
  /** The enterprises of each column, numbered, in order; the columns that stem from few, by each of these. */
  readonly #enterprisesOf: readonly (readonly number[])[]
  readonly #columnsOf: readonly (readonly number[])[]

  constructor(columns: readonly Column[]) {
    this.#columns = columns
    const numbers = new Map<string, number>()
    const numberOf = (enterprise: string) => {
      const number = numbers.get(enterprise) ?? numbers.size
      numbers.set(enterprise, number)
      return number
    }
    const columnsOf: number[][] = []
    this.#enterprisesOf = columns.map(({ enterprises }) =>
      [...enterprises].map(numberOf).sort((a, b) => a - b),
    )
    for (const _ of numbers) columnsOf.push([])
    for (const [column, enterprises] of this.#enterprisesOf.entries())
      if (enterprises.length <= FEW) for (const enterprise of enterprises) columnsOf[enterprise]?.push(column)
    this.#columnsOf = columnsOf
  }

  /** Whether the space with a residual that is not zero holds a combination over few enterprises that the space alone
   *  does not. */
  disclosedBy(space: Echelon, residual: Float64Array): boolean {
    const meeting = this.#pivotsMeeting(space)
    const order = this.#columns
      .map((_, column) => column)
      .filter((column) => !space.rows.has(column))
      .sort((a, b) => rank(residual, meeting, a) - rank(residual, meeting, b))
    const compared = new Comparison(residual, space, order)
    const tried = new Set<number>()
    const search = (chosen: readonly number[]): boolean => {
      const disagreeing = compared.disagreement(this.#confined(chosen))
      if (disagreeing === null) return true
      if (chosen.length === FEW) return false
      for (const free of disagreeing)
        for (const column of [free, ...(meeting.get(free) ?? [])]) {
          const next = joined(chosen, this.#enterprisesOf[column] ?? [])
          if (next === undefined) continue
          const name = this.#nameOf(next)
          if (tried.has(name)) continue
          tried.add(name)
          if (search(next)) return true
        }
      return false
    }
    return search([])
  }

  /** For each free column the pivots of few enterprises whose rows are not zero in it. */
  #pivotsMeeting(space: Echelon): ReadonlyMap<number, readonly number[]> {
    const meeting = new Map<number, number[]>()
    for (const [pivot, row] of space.rows) {
      if ((this.#enterprisesOf[pivot]?.length ?? 0) > FEW) continue
      for (let column = 0; column < space.width; column += 1) {
        if (row[column] === 0 || column === pivot) continue
        const list = meeting.get(column)
        if (list === undefined) meeting.set(column, [pivot])
        else list.push(pivot)
      }
    }
    return meeting
  }

  /** The columns that stem from the chosen enterprises and no others. */
  #confined(chosen: readonly number[]): readonly number[] {
    const [one = -1, another = -1] = chosen
    const ofOne = this.#columnsOf[one] ?? []
    const ofAnother = this.#columnsOf[another] ?? []
    const isWithin = (column: number) =>
      this.#enterprisesOf[column]?.every((enterprise) => enterprise === one || enterprise === another)
    return [
      ...ofOne.filter(isWithin),
      ...ofAnother.filter((column) => !ofOne.includes(column) && isWithin(column)),
    ]
  }

  /** A number for one or two enterprises in order. */
  #nameOf([one = -1, another = -1]: readonly number[]): number {
    return one * (this.#columnsOf.length + 1) + another + 1
  }
}

/** Two ascending lists as one without repetition, in order; undefined where that is more than a few. */
const joined = (some: readonly number[], more: readonly number[]): readonly number[] | undefined => {
  if (some.length === 0) return more.length > FEW ? undefined : more
  const [one = -1] = some
  const [other = -1, another] = more
  if (another !== undefined) return more.length === FEW && more.includes(one) ? more : undefined
  return other === one ? some : other < one ? [other, one] : [one, other]
}

/** More than the pivots that a space can have. */
const NEVER_FIRST = 1e9

/** Free columns in the order in which they are compared: where the residual is not zero and few pivots meet first. */
const rank = (
  residual: Float64Array,
  meeting: ReadonlyMap<number, readonly number[]>,
  column: number,
): number => {
  const met = meeting.get(column)?.length ?? 0
  return residual[column] !== 0 ? met : NEVER_FIRST + met
}

/** Compares a residual with the residuals of unit vectors on free columns. Stops at the first contradiction, so that most
 *  answers look at a few columns only. */
class Comparison {
  readonly #residual: Float64Array
  readonly #space: Echelon
  readonly #columns: readonly number[]

  constructor(residual: Float64Array, space: Echelon, columns: readonly number[]) {
    this.#residual = residual
    this.#space = space
    this.#columns = columns
  }

  /** Whether the residual is a combination of those of some columns: null if so, else columns on which it is not. */
  disagreement(units: readonly number[]): readonly number[] | null {
    const rows = units.map((unit) => this.#space.rows.get(unit))
    const last = units.length
    // One equation a column in the unknown factors, the right-hand side last; each has a leading unknown of its own.
    const equations: { readonly leading: number; readonly terms: number[] }[] = []
    const used: number[] = []
    for (const column of this.#columns) {
      const terms = units.map((unit, index) => {
        const row = rows[index]
        // Up to its sign; a pivot of its own is cleared, and no pivot is compared.
        return row === undefined ? Number(unit === column) : (row[column] ?? 0)
      })
      terms.push(this.#residual[column] ?? 0)
      for (const { leading, terms: known } of equations) {
        const here = negative(terms[leading] ?? 0)
        if (here === 0) continue
        const there = known[leading] ?? 0
        for (let index = 0; index <= last; index += 1)
          terms[index] = reduced(reduced((terms[index] ?? 0) * there) + here * (known[index] ?? 0))
      }
      const leading = terms.findIndex((term) => term !== 0)
      if (leading === -1) continue
      used.push(column)
      if (leading === last) return used
      equations.push({ leading, terms })
    }
    return null
  }
}
