import { describe, expect, it } from 'vitest'
import { Echelon } from '#monitoring/model/confidentiality/echelon'
import { fractionOf, inverse, negative, PRIME, reduced } from '#monitoring/model/confidentiality/residues'

const rows = (...texts: string[]) => texts.map((text) => Float64Array.from([...text].map(Number)))
const implies = (given: readonly string[], asked: string) => {
  const [row] = rows(asked)
  return row !== undefined && Echelon.of(asked.length, rows(...given)).implies(row)
}

describe('residues', () => {
  it('are exact up to the greatest product and sum', () => {
    const greatest = PRIME - 1
    expect(reduced(greatest * greatest + greatest)).toBe(0)
    expect(reduced(greatest * greatest)).toBe(1)
    expect(reduced(PRIME)).toBe(0)
    expect(negative(0)).toBe(0)
    expect(reduced(negative(5) + 5)).toBe(0)
  })

  it('have inverses', () => {
    for (const residue of [1, 2, 3, 1_234_567, PRIME - 1]) expect(reduced(residue * inverse(residue))).toBe(1)
  })

  it('stand for one fraction of small numbers, if any', () => {
    expect(fractionOf(0)).toEqual({ numerator: 0, denominator: 1 })
    expect(fractionOf(negative(3))).toEqual({ numerator: -3, denominator: 1 })
    expect(fractionOf(reduced(7 * inverse(9)))).toEqual({ numerator: 7, denominator: 9 })
    expect(fractionOf(reduced(negative(5_000) * inverse(4_999)))).toEqual({
      numerator: -5_000,
      denominator: 4_999,
    })
    expect(fractionOf(inverse(6_007))).toBeUndefined()
  })
})

describe('what a space implies', () => {
  it('are the combinations of its rows, also with fractions', () => {
    expect(implies(['1100', '0011'], '1111')).toBe(true)
    expect(implies(['1111', '0011'], '1100')).toBe(true)
    expect(implies(['110', '011', '101'], '111')).toBe(true)
    expect(implies(['110', '011'], '101')).toBe(false)
    expect(implies(['1100', '0011'], '1010')).toBe(false)
    expect(implies([], '0000')).toBe(true)
    expect(implies(['20', '03'], '11')).toBe(true)
    expect(implies(['220', '033'], '452')).toBe(false)
  })

  it('are combinations of relations too', () => {
    const space = Echelon.of(3, [Float64Array.from([1, -1, 0]), Float64Array.from([0, 1, 1])])
    expect(space.implies(Float64Array.from([1, 0, 1]))).toBe(true)
    expect(space.implies(Float64Array.from([-1, 1, 0]))).toBe(true)
    expect(space.implies(Float64Array.from([1, 1, 0]))).toBe(false)
  })

  it('rests on rows that are cleared of one another', () => {
    const space = Echelon.of(4, rows('1100', '0110', '1210', '0011'))
    expect([...space.rows.keys()]).toEqual([0, 1, 2])
    const columns = [...space.rows.values()].map((row) => [0, 1, 2].map((column) => row[column]))
    expect(columns).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
  })

  it('is not taken from residues alone', () => {
    // A factor of one 6,007th is more than residues tell: true, but not shown to be.
    const given = [Float64Array.from([6_007, 6_007])]
    expect(Echelon.of(2, given).implies(Float64Array.from([1, 1]))).toBe(false)
  })
})
