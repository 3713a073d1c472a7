import type { Column } from './columns.ts'
import { Echelon, type Row } from './echelon.ts'

/** How far a reader must be left in the dark about a sum of columns: somewhere among the contributions that agree with
 *  all that is public it has to pass the limit. */
export interface Need {
  readonly columns: readonly number[]
  /** Whether a hundred times the sum has to be above the limit or below it. */
  readonly side: 'above' | 'below'
  readonly limit: bigint
}

/** Looks for non-negative contributions that agree with all that is public and differ enough from the true ones.
 *
 *  These form a polytope; it is walked from vertex to vertex with the simplex method (Dantzig, 1963; Bland's rule,
 *  Mathematics of Operations Research 2, 1977, so that it ends) in exact whole numbers. Each vertex serves all needs
 *  at once: at a vertex all but as many columns as there are independent sums are 0. The walk begins at the true
 *  contributions, which are set to 0 one after another as far as that goes. O(rows · columns) a step. */
export class Bounds {
  readonly #columns: readonly Column[]
  /** Columns of a row: contributions, then the public sums it is made of, then what its basic column comes to. */
  readonly #sums: number
  #space: Echelon

  /** @param rows the public sums over the columns, all of them of values that are not negative */
  constructor(columns: readonly Column[], rows: readonly Row[]) {
    this.#columns = columns
    this.#sums = rows.length
    let space = Echelon.EMPTY
    rows.forEach((row, index) => {
      const total = row.reduce((sum, value, column) => sum + value * (columns[column]?.value ?? 0n), 0n)
      const traced = [...row, ...rows.map((_, other) => (other === index ? 1n : 0n)), total]
      const rest = space.residual(traced).row
      const pivot = columns.findIndex((_, column) => rest[column] !== 0n)
      if (pivot !== -1) space = space.with(rest, pivot)
    })
    this.#space = space
    // What basic columns come to counts the others at their true values until these are set to 0.
    columns.forEach(({ value }, column) => {
      if (!space.rows.has(column) && value !== 0n) this.#space = this.#shifted(column, -value)
    })
    columns.forEach(({ value }, column) => {
      if (!space.rows.has(column) && value !== 0n) this.#setToZero(column, value)
    })
  }

  /** The first need that is not met, with the indices of public sums of which a combination bounds it; null when all
   *  are met. */
  unmet(needs: readonly Need[]): { readonly need: Need; readonly by: readonly number[] } | null {
    let pending = needs.filter((need) => !this.#meets(need, this.#trueValue))
    for (;;) {
      pending = pending.filter((need) => !this.#meets(need, this.#valueAt))
      const [need] = pending
      if (need === undefined) return null
      const by = this.#step(need)
      if (by !== null) return { need, by }
    }
  }

  /** One step of the simplex method towards a need; when there is none any more, the public sums that prevent it. */
  #step({ columns, side }: Need): readonly number[] | null {
    const width = this.#columns.length + this.#sums + 1
    const sum: bigint[] = Array.from({ length: width }, () => 0n)
    for (const column of columns) sum[column] = 1n
    const gains = this.#space.residual(sum).row
    const entering = this.#columns.findIndex((_, column) => {
      const gain = gains[column] ?? 0n
      return side === 'above' ? gain > 0n : gain < 0n
    })
    if (entering === -1)
      return Array.from({ length: this.#sums }, (_, index) => index).filter(
        (index) => gains[this.#columns.length + index] !== 0n,
      )
    const leaving = this.#firstToVanish(entering, 1n)
    // Every column is in a public sum, so none can grow without end.
    if (leaving === null) throw new RangeError('a contribution that no public sum bounds')
    this.#space = this.#space.exchanged(leaving.pivot, entering)
    return null
  }

  /** The basic column that comes to 0 first when another column changes upwards (1n) or downwards (-1n), and how far
   *  that is as a fraction; the one of the smallest index where several do. */
  #firstToVanish(
    column: number,
    direction: bigint,
  ): { readonly pivot: number; readonly reach: bigint; readonly per: bigint } | null {
    let first: { pivot: number; reach: bigint; per: bigint } | null = null
    for (const [pivot, row] of this.#space.rows) {
      const per = (row[column] ?? 0n) * direction
      if (per <= 0n) continue
      const reach = row[row.length - 1] ?? 0n
      const sooner = first === null ? -1n : reach * first.per - first.reach * per
      if (sooner < 0n || (sooner === 0n && first !== null && pivot < first.pivot))
        first = { pivot, reach, per }
    }
    return first
  }

  /** Moves a column from a value to 0 if the others allow it; else as far as they do, where it becomes basic. */
  #setToZero(column: number, value: bigint): void {
    const first = this.#firstToVanish(column, -1n)
    this.#space = this.#shifted(column, value)
    if (first !== null && first.reach < value * first.per)
      this.#space = this.#space.exchanged(first.pivot, column)
  }

  /** The space with what basic columns come to when a column that is not changes by -value. */
  #shifted(column: number, value: bigint): Echelon {
    return this.#space.mapped((row) => {
      const by = row[column] ?? 0n
      return by === 0n ? row : row.with(row.length - 1, (row[row.length - 1] ?? 0n) + by * value)
    })
  }

  #meets({ columns, side, limit }: Need, at: (column: number) => Fraction): boolean {
    let numerator = 0n
    let denominator = 1n
    for (const column of columns) {
      const value = at(column)
      numerator = numerator * value.denominator + value.numerator * denominator
      denominator *= value.denominator
    }
    return side === 'above' ? 100n * numerator > limit * denominator : 100n * numerator < limit * denominator
  }

  readonly #trueValue = (column: number): Fraction => ({
    numerator: this.#columns[column]?.value ?? 0n,
    denominator: 1n,
  })

  readonly #valueAt = (column: number): Fraction => {
    const row = this.#space.rows.get(column)
    return { numerator: row?.[row.length - 1] ?? 0n, denominator: row?.[column] ?? 1n }
  }
}

interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}
