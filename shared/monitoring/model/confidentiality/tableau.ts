import { Echelon, type Row } from './echelon.ts'

/** Entries below are taken for 0, in sums of 0 and 1 whose rows are scaled to 1 in a column. */
const TINY = 1e-11
/** Entries below are not divided by. */
const LEAST_PIVOT = 1e-9
/** Changes of basis after which rounding is got rid of. */
const EXCHANGES = 500

/** The equations between contributions and their sums, solved for some of them (the basic ones) in terms of the others:
 *  the dictionary of the simplex method, in double precision. Columns: contributions, then sums, then what the row's
 *  basic column comes to. Every so often it is made anew from the sums themselves, so that rounding does not add up. */
export class Tableau {
  readonly #sums: readonly Row[]
  /** Of each sum the columns that it is over. */
  readonly #columnsOf: readonly (readonly number[])[]
  readonly #contributions: number
  readonly #width: number
  /** What columns that are not basic are held at. */
  readonly #levels: Float64Array
  #basic = new Map<number, Float64Array>()
  /** Rows of sums alone: what one sum is of others. */
  #relations: Float64Array[] = []
  #exchanges = 0

  /** @param values of contributions, then of sums */
  constructor(contributions: number, sums: readonly Row[], values: readonly number[]) {
    this.#sums = sums
    this.#columnsOf = sums.map((sum) => [...sum.keys()].filter((column) => sum[column] !== 0))
    this.#contributions = contributions
    this.#width = contributions + sums.length
    this.#levels = Float64Array.from(values)
    this.#factor([...Echelon.of(contributions, sums).rows.keys()])
  }

  get basic(): ReadonlyMap<number, Float64Array> {
    return this.#basic
  }

  isBasic(column: number): boolean {
    return this.#basic.has(column)
  }

  valueAt(column: number): number {
    return this.#basic.get(column)?.at(-1) ?? this.#levels[column] ?? 0
  }

  /** What a unit more of each column that is not basic adds to the sum of some. */
  gainsOf(columns: readonly number[]): Float64Array {
    const gains = new Float64Array(this.#width)
    for (const column of columns) {
      const row = this.#basic.get(column)
      if (row === undefined) gains[column] = (gains[column] ?? 0) + 1
      else
        for (let index = 0; index < this.#width; index += 1)
          if (index !== column) gains[index] = (gains[index] ?? 0) - (row[index] ?? 0)
    }
    return gains
  }

  /** Lets a column that is not basic fall by a value. */
  lower(column: number, value: number): void {
    this.#levels[column] = (this.#levels[column] ?? 0) - value
    for (const row of [...this.#basic.values(), ...this.#relations])
      row[this.#width] = (row[this.#width] ?? 0) + (row[column] ?? 0) * value
  }

  /** Makes a column that stands at 0 basic in the place of another, which comes to 0. */
  exchange(leaving: number, entering: number): void {
    const row = this.#basic.get(leaving)
    if (row === undefined) throw new RangeError(`column ${leaving} is not basic`)
    this.#basic.delete(leaving)
    this.#levels[leaving] = 0
    solve(row, entering, this.#basic.values())
    this.#basic.set(entering, row)
    this.#exchanges += 1
    if (this.#exchanges >= EXCHANGES) this.refresh()
  }

  /** Lets a sum follow from others, if it does: its column becomes basic. */
  followsFromOthers(column: number): boolean {
    const relation = this.#relations.find((row) => Math.abs(row[column] ?? 0) > LEAST_PIVOT)
    if (relation === undefined) return false
    this.lower(column, this.#levels[column] ?? 0)
    this.#relations = this.#relations.filter((row) => row !== relation)
    solve(relation, column, [...this.#basic.values(), ...this.#relations])
    this.#basic.set(column, relation)
    return true
  }

  /** Solves the sums anew for the basic columns. */
  refresh(): void {
    this.#factor([...this.#basic.keys()])
  }

  /** How far the values are from what the sums come to, at most, and from being negative. */
  get error(): number {
    const point = Float64Array.from(this.#levels)
    let worst = 0
    for (const [column, row] of this.#basic) {
      const value = row[this.#width] ?? 0
      point[column] = value
      worst = Math.max(worst, -value)
    }
    this.#columnsOf.forEach((columns, index) => {
      let rest = -(point[this.#contributions + index] ?? 0)
      for (const column of columns) rest += point[column] ?? 0
      worst = Math.max(worst, Math.abs(rest))
    })
    return worst
  }

  /** Gauss–Jordan elimination of the sums by columns, each in the row in which it is greatest. */
  #factor(columns: readonly number[]): void {
    const all = this.#sums.map((sum, index) => {
      const row = new Float64Array(this.#width + 1)
      row.set(sum)
      row[this.#contributions + index] = -1
      return row
    })
    let left = [...all]
    const basic = new Map<number, Float64Array>()
    for (const column of columns) {
      const row = greatestIn(left, column)
      if (row === undefined) continue
      left = left.filter((other) => other !== row)
      solve(
        row,
        column,
        all.filter((other) => other !== row),
      )
      basic.set(column, row)
    }
    for (const row of all) row[this.#width] = this.#restOf(row, basic)
    this.#basic = basic
    this.#relations = left
    this.#exchanges = 0
  }

  /** What a row's basic column comes to with the others at their levels. */
  #restOf(row: Float64Array, basic: ReadonlyMap<number, Float64Array>): number {
    let rest = 0
    for (let column = 0; column < this.#width; column += 1) {
      const entry = row[column] ?? 0
      if (entry !== 0 && !basic.has(column)) rest -= entry * (this.#levels[column] ?? 0)
    }
    return rest
  }
}

/** Scales a row to 1 in a column, and makes this column 0 in others; the last entry is a value, not a factor. */
const solve = (row: Float64Array, column: number, others: Iterable<Float64Array>): void => {
  const last = row.length - 1
  const by = 1 / (row[column] ?? 1)
  const used = new Int32Array(row.length)
  let count = 0
  for (let index = 0; index <= last; index += 1) {
    const entry = row[index] ?? 0
    if (entry === 0) continue
    row[index] = entry * by
    used[count] = index
    count += 1
  }
  row[column] = 1
  for (const other of others) {
    const factor = other[column] ?? 0
    if (factor === 0) continue
    const value = (other[last] ?? 0) - factor * (row[last] ?? 0)
    for (let place = 0; place < count; place += 1) {
      const index = used[place] ?? 0
      const entry = (other[index] ?? 0) - factor * (row[index] ?? 0)
      other[index] = entry > TINY || entry < -TINY ? entry : 0
    }
    other[last] = value
    other[column] = 0
  }
}

/** The row of which a column is greatest, whatever its sign; undefined where none is to be divided by. */
const greatestIn = (rows: readonly Float64Array[], column: number): Float64Array | undefined => {
  let greatest: Float64Array | undefined
  let size = LEAST_PIVOT
  for (const row of rows) {
    const entry = Math.abs(row[column] ?? 0)
    if (entry <= size) continue
    greatest = row
    size = entry
  }
  return greatest
}
