import type { Column } from './columns.ts'
import type { Row } from './echelon.ts'
import { Tableau } from './tableau.ts'

/** How far a reader must be left in the dark about a sum of columns: somewhere among the contributions that agree with
 *  all that is public it has to pass the limit. */
export interface Need {
  readonly columns: readonly number[]
  /** Whether a hundred times the sum has to be above the limit or below it. */
  readonly side: 'above' | 'below'
  readonly limit: number
}

/** Steps after which the walk must be kept from going round in circles. */
const PATIENCE = 1_000
/** Steps after which it is given up. */
const MOST_STEPS = 20_000
/** By how much of the limit a need has to be passed, and by how much of the greatest public sum besides: far more than
 *  rounding comes to, far less than matters. */
const MARGIN = 1e-6
const ACCURACY = 1e-12
/** Gains and entries below are rounding. */
const NOTHING = 1e-9

/** Looks for non-negative contributions that agree with all that is public and differ enough from the true ones.
 *
 *  These form a polytope; it is walked from vertex to vertex with the simplex method (Dantzig, 1963; Bland's rule,
 *  Mathematics of Operations Research 2, 1977, so that it ends). Each vertex serves all needs at once: at a vertex all
 *  but as many columns as there are independent sums are 0. The walk begins at the true contributions, which are set to
 *  0 one after another as far as that goes. Public sums are variables that are held at their values; withholding one
 *  lets it go, so that the walk goes on where it stood. O(rows · columns) a step.
 *
 *  In double precision: a vertex counts only if it agrees with the sums themselves but for rounding, and passes a limit
 *  by a margin. What rounding hides is taken for bounded, and a figure withheld more. */
export class Bounds {
  readonly #values: readonly number[]
  readonly #contributions: number
  /** Columns that may change: the contributions, and the sums that were withheld. */
  readonly #free: number[]
  readonly #tableau: Tableau
  readonly #accuracy: number
  #pending: readonly Need[]
  #steps = 0

  /** @param rows the public sums over the columns, all of them of values that are not negative */
  constructor(columns: readonly Column[], rows: readonly Row[], needs: readonly Need[]) {
    const values = columns.map(({ value }) => Number(value))
    const totals = rows.map((row) =>
      row.reduce((sum, value, column) => sum + value * (values[column] ?? 0), 0),
    )
    this.#values = [...values, ...totals]
    this.#contributions = columns.length
    this.#free = columns.map((_, column) => column)
    this.#accuracy = ACCURACY * totals.reduce((greatest, total) => Math.max(greatest, total), 1)
    this.#tableau = new Tableau(columns.length, rows, this.#values)
    this.#pending = needs
    for (const column of this.#free) if (!this.#tableau.isBasic(column)) this.#release(column)
  }

  /** The indices of public sums of which a combination prevents a need; null when all needs are met. */
  shortfall(): readonly number[] | null {
    this.#steps = 0
    for (;;) {
      this.#pending = this.#unmet()
      const [need] = this.#pending
      if (need === undefined) return null
      const by = this.#step(need)
      if (by !== null) return by
    }
  }

  /** Gives up the need that fell short. */
  giveUp(): void {
    this.#pending = this.#pending.slice(1)
  }

  /** Takes a sum from what is public. */
  withhold(index: number): void {
    const column = this.#contributions + index
    // If it follows from others it goes where they go.
    if (this.#tableau.followsFromOthers(column)) return
    this.#free.push(column)
    this.#release(column)
  }

  /** The needs that are not met yet; where rounding is too great all. */
  #unmet(): readonly Need[] {
    const unmet = () => this.#pending.filter((need) => !this.#meets(need))
    const found = unmet()
    if (found.length === this.#pending.length || this.#tableau.error <= this.#accuracy) return found
    this.#tableau.refresh()
    return this.#tableau.error <= this.#accuracy ? unmet() : this.#pending
  }

  /** One step of the simplex method towards a need; when there is none any more, the public sums that prevent it. */
  #step({ columns, side }: Need): readonly number[] | null {
    const gains = this.#tableau.gainsOf(columns)
    const sign = side === 'above' ? 1 : -1
    this.#steps += 1
    const entering = this.#steps > MOST_STEPS ? undefined : this.#enteringOf(gains, sign)
    if (entering === undefined) {
      const sums = gains.subarray(this.#contributions)
      const by = [...sums.keys()].filter((index) => Math.abs(sums[index] ?? 0) > NOTHING)
      return by.length > 0 ? by : [...sums.keys()]
    }
    const first = this.#firstToVanish(entering, 1)
    // Nothing public bounds it.
    if (first === null) this.giveUp()
    else this.#tableau.exchange(first.column, entering)
    return null
  }

  /** The column that gains most a unit; after many steps the first that gains, which never goes round in circles. */
  #enteringOf(gains: Float64Array, sign: number): number | undefined {
    let best: number | undefined
    let most = NOTHING
    for (const column of this.#free) {
      const gain = (gains[column] ?? 0) * sign
      if (gain <= most) continue
      if (this.#steps > PATIENCE) return column
      best = column
      most = gain
    }
    return best
  }

  /** Lets a column go that stands at its true value: it comes to 0 if the others allow it; else as far as they do, where
   *  it becomes basic. */
  #release(column: number): void {
    const value = this.#values[column] ?? 0
    const first = this.#firstToVanish(column, -1)
    this.#tableau.lower(column, value)
    if (first !== null && first.reach < value) this.#tableau.exchange(first.column, column)
  }

  /** The basic column that comes to 0 first when another column grows (1) or falls (-1), and how far that is; where
   *  several do, the one that changes most, after many steps the one of the smallest index. */
  #firstToVanish(
    column: number,
    direction: number,
  ): { readonly column: number; readonly reach: number } | null {
    let reach = Number.POSITIVE_INFINITY
    const falling: { readonly basic: number; readonly per: number; readonly own: number }[] = []
    for (const [basic, row] of this.#tableau.basic) {
      const per = (row[column] ?? 0) * direction
      if (per <= NOTHING) continue
      const own = Math.max(0, row[row.length - 1] ?? 0) / per
      falling.push({ basic, per, own })
      reach = Math.min(reach, own)
    }
    const ties = falling.filter(({ own }) => own <= reach + this.#accuracy)
    const [first, ...others] = ties
    if (first === undefined) return null
    const isBetter = (one: typeof first, than: typeof first) =>
      this.#steps > PATIENCE ? one.basic < than.basic : one.per > than.per
    const best = others.reduce((found, one) => (isBetter(one, found) ? one : found), first)
    return { column: best.basic, reach }
  }

  #meets({ columns, side, limit }: Need): boolean {
    let value = 0
    let rounding = 0
    for (const column of columns) {
      value += this.#tableau.valueAt(column)
      if (this.#tableau.isBasic(column)) rounding = this.#accuracy
    }
    return side === 'above'
      ? 100 * (value - rounding) > limit * (1 + MARGIN)
      : 100 * (value + rounding) < limit * (1 - MARGIN)
  }
}
