import { describe, expect, it } from 'vitest'
import { type Contribution, DEFAULT_RULES } from '#monitoring/model'
import { Bounds, type Need } from '#monitoring/model/confidentiality/bounds'
import { type Matrix, matrixOf } from '#monitoring/model/confidentiality/columns'
import { needsOf } from '#monitoring/model/confidentiality/needs'
import { Tableau } from '#monitoring/model/confidentiality/tableau'

const contribution = (id: string, value: number, overrides: Partial<Contribution> = {}): Contribution => ({
  id,
  enterprises: [id],
  value: BigInt(value),
  signed: false,
  waived: false,
  ...overrides,
})
const split = (sums: readonly string[]) => sums.map((sum) => sum.split(' '))
const written = (needs: readonly Need[]) =>
  needs.map(({ columns, side, limit }) => `${columns.join('+')} ${side} ${limit}`)

describe('what must stay uncertain', () => {
  const needs = (
    contributions: readonly Contribution[],
    sums: readonly string[],
    more: Partial<{
      wholes: readonly { contribution: Contribution; parts: readonly string[] }[]
      failing: readonly string[]
    }> = {},
  ) => {
    const matrix = matrixOf(contributions, split(sums))
    const failing = (more.failing ?? []).map((text) => {
      const sum = text.split(' ')
      return { sum, contributions: contributions.filter(({ id }) => sum.includes(id)) }
    })
    return written(needsOf({ matrix, wholes: more.wholes ?? [] }, failing, DEFAULT_RULES))
  }
  const [a, b, c] = [contribution('a', 100), contribution('b', 40), contribution('c', 7)]

  it('is every contribution, by p % upwards and downwards', () => {
    expect(needs([a, b], ['a b', 'b'])).toEqual([
      '0 above 11000',
      '0 below 9000',
      '1 above 4400',
      '1 below 3600',
    ])
  })

  it('is of what no sum tells apart the largest, and only upwards: they can take from one another', () => {
    expect(needs([a, b], ['a b'])).toEqual(['0 above 11000'])
  })

  it('is both of one enterprise together, which cannot give to another', () => {
    const more = contribution('b', 40, { enterprises: ['a'] })
    expect(needs([a, more], ['a b'])).toEqual(['0 above 15400', '0 below 12600'])
  })

  it('is nothing of what may be negative', () => {
    const signed = contribution('b', 40, { signed: true })
    expect(needs([a, signed], ['a b'])).toEqual(['0 above 11000', '0 below 9000'])
  })

  it('is of zero only that it is zero', () => {
    expect(needs([contribution('a', 0)], ['a'])).toEqual(['0 above 99'])
  })

  it('is a withheld sum upwards, so that its second does not come near its largest', () => {
    expect(needs([a, b, c], ['a b c'], { failing: ['a b c'] })).toEqual(['0 above 11000', '0 above 15000'])
    const signed = contribution('c', 7, { signed: true })
    expect(needs([a, b, signed], ['a b c'], { failing: ['a b c'] })).toEqual(['0 above 11000'])
  })

  it('is every whole whose parts are columns of their own', () => {
    const whole = { contribution: contribution('t', 140), parts: ['a', 'b'] }
    expect(needs([a, b, c], ['a', 'b', 'c'], { wholes: [whole] }).slice(6)).toEqual([
      '0+1 above 15400',
      '0+1 below 12600',
    ])
    const signed = { ...whole, contribution: contribution('t', 140, { signed: true }) }
    expect(needs([a, b], ['a', 'b'], { wholes: [signed] })).toHaveLength(4)
  })

  it('is a whole upwards only where another can give to it', () => {
    const whole = { contribution: contribution('t', 140), parts: ['a', 'b'] }
    // b and c are one column.
    expect(needs([a, b, c], ['a', 'b c'], { wholes: [whole] }).slice(3)).toEqual(['0+1 above 15400'])
    const alike = [
      { contribution: contribution('t', 100), parts: ['a'] },
      { contribution: contribution('u', 40), parts: ['b'] },
    ]
    expect(needs([a, b], ['a b'], { wholes: alike })).toEqual(['0 above 11000', '0 above 11000'])
  })

  it('is nothing of a whole whose parts are in no sum', () => {
    const whole = { contribution: contribution('t', 7), parts: ['c'] }
    expect(needs([a, c], ['a'], { wholes: [whole] })).toEqual(['0 above 11000', '0 below 9000'])
  })
})

describe('bounds', () => {
  const given = [
    contribution('a', 100),
    contribution('b', 100),
    contribution('c', 100),
    contribution('d', 100),
  ]
  const boundsOf = (
    sums: readonly string[],
    needs: (matrix: Matrix) => readonly Need[],
    contributions = given,
  ) => {
    const matrix = matrixOf(contributions, [...split(sums), ...contributions.map(({ id }) => [id])])
    return new Bounds(matrix.columns, split(sums).map(matrix.rowOf), needs(matrix))
  }
  const need =
    (side: Need['side'], limit: number, ...columns: number[]) =>
    () => [{ columns, side, limit }]
  const all = (matrix: Matrix) => needsOf({ matrix, wholes: [] }, [], DEFAULT_RULES)

  it('are wide where a sum is of three', () => {
    expect(boundsOf(['a b c'], all).shortfall()).toBeNull()
    expect(boundsOf(['a b c', 'b c d'], all).shortfall()).toBeNull()
  })

  it('are none of what is in no public sum', () => {
    expect(boundsOf(['a b c'], need('above', 1e9, 3)).shortfall()).toBeNull()
  })

  it('are told by the sums whose difference is one contribution', () => {
    const bounds = boundsOf(['a b c d', 'a b', 'b c d'], need('above', 11_000, 0))
    expect(bounds.shortfall()).toEqual([0, 2])
    bounds.withhold(2)
    expect(bounds.shortfall()).toBeNull()
  })

  it('are those of the rest: one of 300 in all is from 0 to 300', () => {
    expect(boundsOf(['a b c'], need('above', 29_999, 0)).shortfall()).toBeNull()
    expect(boundsOf(['a b c'], need('above', 30_000, 0)).shortfall()).toEqual([0])
    expect(boundsOf(['a b c'], need('below', 1, 0)).shortfall()).toBeNull()
    expect(boundsOf(['a b c'], need('below', 0, 0)).shortfall()).toEqual([0])
  })

  it('are those that two sums leave: what both share takes from each of the others', () => {
    // b is from 0 to 200, as a + b and b + c are 200 each.
    expect(boundsOf(['a b', 'b c'], need('above', 19_999, 1)).shortfall()).toBeNull()
    expect(boundsOf(['a b', 'b c'], need('above', 20_001, 1)).shortfall()?.length).toBeGreaterThan(0)
    // a and c together are from 0 to 400.
    expect(boundsOf(['a b', 'b c'], need('above', 39_999, 0, 2)).shortfall()).toBeNull()
    expect(boundsOf(['a b', 'b c'], need('above', 40_001, 0, 2)).shortfall()?.length).toBeGreaterThan(0)
    expect(boundsOf(['a b', 'b c'], need('below', 1, 0, 2)).shortfall()).toBeNull()
  })

  it('go on where a need is given up', () => {
    const bounds = boundsOf(['a b c'], () => [
      { columns: [0], side: 'above', limit: 30_001 },
      { columns: [1], side: 'above', limit: 29_999 },
    ])
    expect(bounds.shortfall()).toEqual([0])
    bounds.giveUp()
    expect(bounds.shortfall()).toBeNull()
  })

  it('do not widen by withholding what follows from others', () => {
    const bounds = boundsOf(['a b', 'c d', 'a b c d'], need('above', 20_001, 0))
    bounds.withhold(2)
    expect(bounds.shortfall()).toEqual([0])
    bounds.withhold(0)
    expect(bounds.shortfall()).toBeNull()
  })

  it('follow from the whole where a part was withheld', () => {
    const bounds = boundsOf(['a b', 'c d', 'a b c d'], need('above', 20_001, 0))
    bounds.withhold(0)
    expect(bounds.shortfall()?.length).toBeGreaterThan(0)
    bounds.withhold(2)
    expect(bounds.shortfall()).toBeNull()
  })
})

describe('the equations between contributions and sums', () => {
  const rows = ['110', '011'].map((text) => Float64Array.from([...text].map(Number)))
  const tableau = () => new Tableau(3, rows, [3, 4, 5, 7, 9])

  it('hold for the true values', () => {
    const one = tableau()
    expect([0, 1, 2, 3, 4].map((column) => one.valueAt(column))).toEqual([3, 4, 5, 7, 9])
    expect(one.error).toBe(0)
    expect([0, 1, 2].filter((column) => one.isBasic(column))).toEqual([0, 1])
    expect([...one.basic.keys()]).toEqual([0, 1])
  })

  it('hold when a column falls and others go with it', () => {
    const one = tableau()
    one.lower(2, 2)
    expect([0, 1, 2].map((column) => one.valueAt(column))).toEqual([1, 6, 3])
    expect(one.error).toBe(0)
    one.lower(2, 2)
    // The first would be −1.
    expect(one.error).toBe(1)
  })

  it('tell what a unit more adds to some', () => {
    // c up by one: b down by one, a up by one.
    expect([...tableau().gainsOf([0])].slice(0, 3)).toEqual([0, 0, 1])
    expect([...tableau().gainsOf([1])].slice(0, 3)).toEqual([0, 0, -1])
    expect([...tableau().gainsOf([0, 1])].slice(0, 3)).toEqual([0, 0, 0])
    expect([...tableau().gainsOf([2])].slice(0, 3)).toEqual([0, 0, 1])
  })

  it('are solved for another column in the place of one that comes to 0', () => {
    const one = tableau()
    one.lower(2, 5)
    expect([0, 1, 2].map((column) => one.valueAt(column))).toEqual([-2, 9, 0])
    one.exchange(0, 2)
    expect([0, 1, 2].map((column) => one.isBasic(column))).toEqual([false, true, true])
    expect([0, 1, 2].map((column) => one.valueAt(column))).toEqual([0, 7, 2])
    expect(() => one.exchange(0, 1)).toThrow('column 0 is not basic')
    one.refresh()
    expect([0, 1, 2].map((column) => one.valueAt(column))).toEqual([0, 7, 2])
    expect(one.error).toBe(0)
  })

  it('let a sum go that follows from others, and no other', () => {
    const dependent = ['1100', '0011', '1111'].map((text) => Float64Array.from([...text].map(Number)))
    const one = new Tableau(4, dependent, [1, 2, 3, 4, 3, 7, 10])
    expect(one.error).toBe(0)
    expect(one.followsFromOthers(6)).toBe(true)
    expect(one.isBasic(6)).toBe(true)
    expect(one.valueAt(6)).toBe(10)
    // The one that it follows from cannot follow from it in turn.
    expect(one.followsFromOthers(4)).toBe(false)
    expect(one.isBasic(4)).toBe(false)
    expect(one.error).toBe(0)
  })
})
