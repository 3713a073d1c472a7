import { clear, fractionOf, inverse, PRIME, reduced } from './residues.ts'

/** A sum by its columns: 0 and 1, of relations also -1. */
export type Row = Float64Array

/** The space of all linear combinations of some rows, in reduced echelon form modulo a prime: every row has a pivot
 *  column in which it is 1 and every other row 0. Never changed, only made anew.
 *
 *  What it says holds for rational numbers. Rows that are independent modulo a prime are independent: a determinant
 *  that is 0 leaves the remainder 0. Only rows that are independent so are kept, so that their rank r is the same either
 *  way; on part of the columns the rank modulo the prime is at most the rational one. Hence
 *
 *  - what is not in the space by residues is not in it: with it the rank is r + 1;
 *  - if by residues no combination rests on a set of columns alone, none does: the rank without these is r, and cannot
 *    be less over the rational numbers. The other way round chance may tell of a combination that there is not: then
 *    a figure is withheld for nothing;
 *  - what is in the space by residues need not be. `implies` finds the factors and checks the equation exactly. */
export class Echelon {
  /** The rows by their pivot columns; behind the columns, what each is of the given ones. */
  readonly rows: ReadonlyMap<number, Float64Array>
  readonly width: number
  readonly #given: readonly Row[]

  private constructor(width: number, rows: ReadonlyMap<number, Float64Array>, given: readonly Row[]) {
    this.width = width
    this.rows = rows
    this.#given = given
  }

  static empty(width: number): Echelon {
    return new Echelon(width, new Map(), [])
  }

  static of(width: number, rows: Iterable<Row>): Echelon {
    let space = Echelon.empty(width)
    for (const row of rows) {
      const rest = space.residual(row)
      if (!space.isZero(rest)) space = space.with(row, rest)
    }
    return space
  }

  /** What is left of a row when its pivot columns are cleared, with the factors of the given rows behind it.
   *  O(rows · columns). */
  residual(row: Row): Float64Array {
    const rest = new Float64Array(this.width + this.#given.length)
    rest.set(row)
    for (let column = 0; column < this.width; column += 1)
      if ((rest[column] ?? 0) < 0) rest[column] = (rest[column] ?? 0) + PRIME
    for (const [pivot, against] of this.rows) clear(rest, against, pivot)
    return rest
  }

  /** The first column in which a residual is not 0; -1 where there is none. */
  pivotOf(residual: Float64Array): number {
    for (let column = 0; column < this.width; column += 1) if (residual[column] !== 0) return column
    return -1
  }

  isZero(residual: Float64Array): boolean {
    return this.pivotOf(residual) === -1
  }

  /** The space with one row more, of which the residual is given. O(rows · columns). */
  with(row: Row, residual: Float64Array): Echelon {
    const pivot = this.pivotOf(residual)
    const added = new Float64Array(residual.length + 1)
    added.set(residual)
    added[residual.length] = 1
    const factor = inverse(residual[pivot] ?? 0)
    for (let column = 0; column < added.length; column += 1)
      added[column] = reduced((added[column] ?? 0) * factor)
    const rows = new Map<number, Float64Array>()
    for (const [other, known] of this.rows) {
      if (known[pivot] === 0) {
        rows.set(other, known)
        continue
      }
      const cleared = new Float64Array(added.length)
      cleared.set(known)
      clear(cleared, added, pivot)
      rows.set(other, cleared)
    }
    rows.set(pivot, added)
    return new Echelon(this.width, rows, [...this.#given, row])
  }

  /** Whether a row is a combination of the given ones, exactly; no also where it is one only with factors too large to
   *  be checked. O(rows · columns). */
  implies(row: Row): boolean {
    const rest = this.residual(row)
    if (!this.isZero(rest)) return false
    // The row is the sum of the given ones, each times the negative of what the residual tells of it.
    const fractions = this.#given.map((_, index) => fractionOf(rest[this.width + index] ?? 0))
    const common = fractions.reduce((least, one) => leastCommonMultiple(least, one?.denominator), 1)
    if (!Number.isSafeInteger(common * LARGEST)) return false
    const sum = row.map((value) => value * common)
    for (const [index, fraction] of fractions.entries()) {
      if (fraction === undefined) return false
      if (fraction.numerator === 0) continue
      const factor = fraction.numerator * (common / fraction.denominator)
      this.#given[index]?.forEach((value, column) => {
        sum[column] = (sum[column] ?? 0) + factor * value
      })
    }
    return sum.every((value) => value === 0)
  }
}

/** More than a numerator that residues tell, times the rows that there can be. */
const LARGEST = 5_792 * 4_096

const leastCommonMultiple = (a: number, b = 1): number => {
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return (a / x) * b
}
