import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  canonical,
  Decimal,
  ExactSum,
  fromNumber,
  fromUnits,
  subtract,
  toUnits,
} from '#monitoring/model'

describe('decimals', () => {
  it('counts whole smallest units', () => {
    expect(toUnits('12.3', 2)).toBe(1230)
    expect(toUnits('-0.05', 2)).toBe(-5)
    expect(Object.is(toUnits('-0', 0), 0)).toBe(true)
    expect(fromUnits(1230, 2)).toBe('12.3')
    expect(fromUnits(-5, 2)).toBe('-0.05')
    expect([fromUnits(0, 0), fromUnits(0n, 2), fromUnits(-1230n, 1)]).toEqual(['0', '0', '-123'])
    expect(canonical('7.500', 1)).toBe('7.5')
  })

  it('refuses more decimals than the indicator has, and more digits than are exact', () => {
    expect(() => toUnits('1.25', 1)).toThrow('"1.25" has 2 decimals; the indicator has 1')
    expect(() => toUnits('9007199254740993', 0)).toThrow('more than 15 digits')
  })

  it.each(['1e5', '+1', '.5', '1.', '01', 'NaN', '1,5', ''])('does not take %j for a number', (text) => {
    expect(Decimal.safeParse(text).success).toBe(false)
  })

  it('writes any number without an exponent', () => {
    expect([1e21, 1.5e-7, -2e-9, 0, -0, 780011.25].map(fromNumber)).toEqual([
      '1000000000000000000000',
      '0.00000015',
      '-0.000000002',
      '0',
      '0',
      '780011.25',
    ])
    void fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = fromNumber(number)
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/)
        expect(Number(text) === number).toBe(true)
      }),
    )
  })

  it('subtracts exactly whatever the decimals', () => {
    expect(subtract('0.3', '0.1')).toBe('0.2')
    expect(subtract('30169649', '30169648')).toBe('1')
    expect(subtract('1', '1.25')).toBe('-0.25')
    expect([add('0.1', '0.2'), add('-1', '0.25'), add('99', '1')]).toEqual(['0.3', '-0.75', '100'])
  })

  it('sums exactly in any order, beyond the safe integers too', () => {
    const integers = fc.array(fc.maxSafeInteger(), { maxLength: 40 })
    void fc.assert(
      fc.property(integers, fc.infiniteStream(fc.nat()), (values, keys) => {
        const total = (list: readonly number[]) => {
          const sum = new ExactSum()
          for (const value of list) sum.add(value)
          return BigInt(sum.total)
        }
        const shuffled = values
          .map((value) => ({ value, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value)
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n)
        expect(total(values)).toBe(exact)
        expect(total(shuffled)).toBe(exact)
      }),
    )
  })

  it('sums to a number while that is a safe integer, and from there to a bigint', () => {
    const total = (...integers: number[]) => {
      const sum = new ExactSum()
      for (const integer of integers) sum.add(integer)
      return sum.total
    }
    const greatest = Number.MAX_SAFE_INTEGER
    expect([total(), total(2, 3), total(greatest), total(-greatest)]).toEqual([0, 5, greatest, -greatest])
    expect([total(greatest, 1), total(-greatest, -1), total(greatest, 1, -1)]).toEqual([
      9_007_199_254_740_992n,
      -9_007_199_254_740_992n,
      9_007_199_254_740_991n,
    ])
    const products = new ExactSum()
    products.addProduct(-3, 4)
    expect(products.total).toBe(-12)
  })

  it('sums products exactly', () => {
    void fc.assert(
      fc.property(fc.array(fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger())), (pairs) => {
        const sum = new ExactSum()
        for (const [a, b] of pairs) sum.addProduct(a, b)
        expect(BigInt(sum.total)).toBe(pairs.reduce((all, [a, b]) => all + BigInt(a) * BigInt(b), 0n))
      }),
    )
  })
})
