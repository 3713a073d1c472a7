/** A row of whole numbers; all rows of one space are equally long. */
export type Row = readonly bigint[]

/** A row space over the rational numbers in reduced echelon form, kept in whole numbers: every row has a pivot column
 *  in which it is positive and every other row 0, and no common divisor. Exact; never changed, only made anew. */
export class Echelon {
  /** The rows by their pivot columns. */
  readonly rows: ReadonlyMap<number, Row>

  private constructor(rows: ReadonlyMap<number, Row>) {
    this.rows = rows
  }

  static readonly EMPTY = new Echelon(new Map())

  /** What is left of a row when its pivot columns are cleared: zero exactly when the row is in the space. A positive
   *  multiple of it, and the factor. O(rows · columns). */
  residual(row: Row): { readonly row: Row; readonly factor: bigint } {
    let rest = row
    let factor = 1n
    for (const [pivot, against] of this.rows) {
      if (rest[pivot] === 0n) continue
      const cleared = clear(rest, against, pivot)
      rest = cleared.row
      factor *= cleared.factor
    }
    return { row: rest, factor }
  }

  /** The space with one row more, whose pivot columns are cleared already, such as a residual; `pivot` is a column in
   *  which it is not zero. O(rows · columns). */
  with(row: Row, pivot: number): Echelon {
    const added = primitive(row, pivot)
    const rows = new Map<number, Row>()
    for (const [other, known] of this.rows)
      rows.set(other, (known[pivot] ?? 0n) === 0n ? known : primitive(clear(known, added, pivot).row, other))
    rows.set(pivot, added)
    return new Echelon(rows)
  }

  /** The same space with another column as the pivot of a row. */
  exchanged(leaving: number, entering: number): Echelon {
    const row = this.rows.get(leaving)
    if (row === undefined) throw new RangeError(`column ${leaving} is not a pivot`)
    const rows = new Map(this.rows)
    rows.delete(leaving)
    return new Echelon(rows).with(row, entering)
  }

  /** The space with other values in columns that are never pivots. */
  mapped(change: (row: Row) => Row): Echelon {
    return new Echelon(new Map([...this.rows].map(([pivot, row]) => [pivot, change(row)])))
  }
}

/** A row and a factor > 0 such that the row is factor · row − something · against, with 0 in a column. */
const clear = (row: Row, against: Row, column: number): { row: Row; factor: bigint } => {
  const here = row[column] ?? 0n
  const there = against[column] ?? 0n
  const common = divisor(here, there)
  const factor = there / common
  const times = here / common
  const cleared = factor === 1n ? [...row] : row.map((value) => (value === 0n ? 0n : value * factor))
  against.forEach((value, index) => {
    if (value !== 0n) cleared[index] = (cleared[index] ?? 0n) - times * value
  })
  return { row: cleared, factor }
}

/** The row without common divisors, positive in a column. */
const primitive = (row: Row, pivot: number): Row => {
  let common = 0n
  for (const value of row) {
    if (value !== 0n) common = divisor(common, value)
    if (common === 1n) break
  }
  const by = (row[pivot] ?? 0n) < 0n ? -common : common
  return by === 1n ? row : row.map((value) => value / by)
}

/** The greatest common divisor, not negative. */
const divisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}
