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

/** Steps after which the walk must be kept from going round in circles. */
const PATIENCE = 1_000

/** Looks for non-negative contributions that agree with all that is public and differ enough from the true ones.
 *
 *  These form a polytope; it is walked from vertex to vertex with the simplex method (Dantzig, 1963; Bland's rule,
 *  Mathematics of Operations Research 2, 1977, so that it ends) in exact whole numbers. Each vertex serves all needs
 *  at once: at a vertex all but as many columns as there are independent sums are 0. The walk begins at the true
 *  contributions, which are set to 0 one after another as far as that goes. Public sums are variables that are held at
 *  their values; withholding one lets it go, so that the walk goes on where it stood. O(rows · columns) a step. */
export class Bounds {
  readonly #values: readonly bigint[]
  readonly #contributions: number
  /** Columns that may change: the contributions, and the sums that were withheld. */
  readonly #free: number[]
  /** Columns: contributions, then sums, then what a row's basic column comes to. A row times the first two is 0. */
  #space: Echelon = Echelon.EMPTY
  /** Rows of sums alone: what one sum is of others. */
  #relations: readonly Row[] = []
  #pending: readonly Need[]
  #steps = 0

  /** @param rows the public sums over the columns, all of them of values that are not negative */
  constructor(columns: readonly Column[], rows: readonly Row[], needs: readonly Need[]) {
    const totals = rows.map((row) =>
      row.reduce((sum, value, column) => sum + value * (columns[column]?.value ?? 0n), 0n),
    )
    this.#values = [...columns.map(({ value }) => value), ...totals]
    this.#contributions = columns.length
    this.#free = columns.map((_, column) => column)
    this.#pending = needs.filter((need) => !this.#meets(need, (column) => [this.#values[column] ?? 0n, 1n]))
    rows.forEach((row, index) => {
      const { row: rest } = this.#space.residual([
        ...row,
        ...rows.map((_, other) => (other === index ? -1n : 0n)),
        0n,
      ])
      const pivot = this.#free.find((column) => rest[column] !== 0n)
      if (pivot === undefined) this.#relations = [...this.#relations, rest]
      else this.#space = this.#space.with(rest, pivot)
    })
    this.#values.forEach((value, column) => {
      if (!this.#space.rows.has(column)) this.#shift(column, -value)
    })
    for (const column of this.#free) if (!this.#space.rows.has(column)) this.#release(column)
  }

  /** The indices of public sums of which a combination prevents a need; null when all needs are met. */
  shortfall(): readonly number[] | null {
    this.#steps = 0
    for (;;) {
      this.#pending = this.#pending.filter((need) => !this.#meets(need, this.#valueAt))
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
    const relation = this.#relations.find((row) => row[column] !== 0n)
    if (relation === undefined) {
      this.#free.push(column)
      this.#release(column)
      return
    }
    // It follows from others: it goes where they go.
    this.#shift(column, this.#values[column] ?? 0n)
    const moved = this.#relations.find((row) => row[column] !== 0n) ?? relation
    this.#space = this.#space.with(moved, column)
    this.#relations = this.#relations
      .filter((row) => row !== moved)
      .map((row) => this.#space.residual(row).row)
  }

  /** One step of the simplex method towards a need; when there is none any more, the public sums that prevent it. */
  #step({ columns, side }: Need): readonly number[] | null {
    const sum = [...this.#values, 0n].map((_, column) => (columns.includes(column) ? 1n : 0n))
    const gains = this.#space.residual(sum).row
    const entering = this.#enteringOf(side === 'above' ? gains : gains.map((gain) => -gain))
    if (entering === undefined)
      return gains.slice(this.#contributions, -1).flatMap((gain, index) => (gain === 0n ? [] : [index]))
    const first = this.#firstToVanish(entering, 1n)
    // Nothing public bounds it.
    if (first === null) this.giveUp()
    else this.#space = this.#space.exchanged(first.pivot, entering)
    return null
  }

  /** The column that gains most a unit; after many steps the first that gains, which never goes round in circles. */
  #enteringOf(gains: Row): number | undefined {
    this.#steps += 1
    if (this.#steps > PATIENCE) return this.#free.find((column) => (gains[column] ?? 0n) > 0n)
    let best: number | undefined
    for (const column of this.#free) {
      const gain = gains[column] ?? 0n
      if (gain > (best === undefined ? 0n : (gains[best] ?? 0n))) best = column
    }
    return best
  }

  /** Lets a column go that stands at its true value: it comes to 0 if the others allow it; else as far as they do, where
   *  it becomes basic. */
  #release(column: number): void {
    const value = this.#values[column] ?? 0n
    const first = this.#firstToVanish(column, -1n)
    this.#shift(column, value)
    if (first !== null && first.reach < value * first.per)
      this.#space = this.#space.exchanged(first.pivot, column)
  }

  /** The basic column that comes to 0 first when another column grows (1n) or falls (-1n), and how far that is as a
   *  fraction; the one of the smallest index where several do. */
  #firstToVanish(
    column: number,
    direction: bigint,
  ): { readonly pivot: number; readonly reach: bigint; readonly per: bigint } | null {
    let first: { pivot: number; reach: bigint; per: bigint } | null = null
    for (const [pivot, row] of this.#space.rows) {
      const per = (row[column] ?? 0n) * direction
      if (per <= 0n) continue
      const reach = row.at(-1) ?? 0n
      const sooner = first === null ? -1n : reach * first.per - first.reach * per
      if (sooner < 0n || (sooner === 0n && first !== null && pivot < first.pivot))
        first = { pivot, reach, per }
    }
    return first
  }

  /** Counts in all rows that a column that is not basic falls by a value. */
  #shift(column: number, value: bigint): void {
    if (value === 0n) return
    const shifted = (row: Row) => {
      const by = row[column] ?? 0n
      return by === 0n ? row : row.with(-1, (row.at(-1) ?? 0n) + by * value)
    }
    this.#space = this.#space.mapped(shifted)
    this.#relations = this.#relations.map(shifted)
  }

  #meets({ columns, side, limit }: Need, at: (column: number) => readonly [bigint, bigint]): boolean {
    let [above, below] = [0n, 1n]
    for (const column of columns) {
      const [numerator, denominator] = at(column)
      above = above * denominator + numerator * below
      below *= denominator
    }
    return side === 'above' ? 100n * above > limit * below : 100n * above < limit * below
  }

  /** What a contribution comes to at the vertex, as a fraction. */
  readonly #valueAt = (column: number): readonly [bigint, bigint] => {
    const row = this.#space.rows.get(column)
    return row === undefined ? [0n, 1n] : [row.at(-1) ?? 0n, row[column] ?? 1n]
  }
}
