import { describe, expect, it } from 'vitest'
import {
  compare,
  compoundGrowth,
  differenced,
  growth,
  percentileRank,
  quantile,
  valuesFor,
} from '#monitoring/model'
import { indicator, nationOf, observation } from '../support.ts'

describe('the published vectors', () => {
  it('weighs a mean over units with both value and weight', () => {
    const weight = indicator('employees')
    const wage = indicator('wage', { aggregation: { rule: 'weighted-mean', weight: 'employees' } })
    const cell = nationOf(wage, [
      [wage, ['50000', '60000', '40000', null]],
      [weight, ['100', null, '300', '50']],
    ])
    expect(cell).toMatchObject({ value: '42500', reporting: 2, expected: 4, weightCoverage: 400 / 450 })
  })

  it('divides sums over units with both numerator and denominator', () => {
    const ratio = indicator('share', {
      aggregation: { rule: 'ratio-of-sums', numerator: 'part', denominator: 'whole' },
    })
    const cell = nationOf(ratio, [
      [indicator('part'), ['1000', '900', null, '300']],
      [indicator('whole'), ['10', null, '20', '30']],
    ])
    expect(cell).toMatchObject({ value: '32.5', reporting: 2, expected: 4 })
    expect(cell?.statistics).toMatchObject({ min: '10', max: '100', median: '55', mean: '55' })
  })

  it('gives no ratio over a sum of zero, and says why', () => {
    const ratio = indicator('share', {
      aggregation: { rule: 'ratio-of-sums', numerator: 'part', denominator: 'whole' },
    })
    const cell = nationOf(ratio, [
      [indicator('part'), ['5']],
      [indicator('whole'), ['0']],
    ])
    expect(cell).toMatchObject({ value: null, noValue: 'zero-denominator', reporting: 1, statistics: null })
  })

  const year = (rule: 'sum' | 'last' | 'mean', quarters: readonly (string | null)[]) => {
    const quarterly = indicator('turnover', { frequency: 'Q', overTime: rule })
    const observations = quarters.flatMap((value, index) =>
      value === null ? [] : [observation('c1', 'turnover', `2024-Q${index + 1}`, value)],
    )
    const byPeriod = Map.groupBy(observations, ({ period }) => period)
    const { values, scale } = valuesFor(quarterly, '2024', byPeriod, () => true)
    const found = values.get('c1')
    return {
      value: found?.value == null ? null : found.value / scale,
      status: found?.obsStatus,
      progress: found?.progress,
    }
  }

  it('leaves a year with a missing quarter missing, as 3/4', () => {
    expect(year('sum', ['10', '12', null, '15'])).toEqual({ value: null, status: 'O', progress: '3/4' })
    expect(year('sum', ['10', '12', '9', '15']).value).toBe(46)
    expect(year('mean', ['10', '12', '9', '15']).value).toBe(11.5)
  })

  it('takes the last quarter, and is missing when that one is', () => {
    expect(year('last', ['10', '12', '13', null])).toMatchObject({
      value: null,
      status: 'O',
      progress: '3/4',
    })
    expect(year('last', ['10', '12', '13', '14']).value).toBe(14)
  })

  it('differences cumulative reports, with a gap making the next one missing', () => {
    expect(differenced([10, 22, 37, 55])).toEqual([10, 12, 15, 18])
    expect(differenced([10, null, 37, 55])).toEqual([10, null, null, 18])
  })

  it('ranks among peers, itself included', () => {
    const peers = [10, 20, 20, 30, 40]
    expect(percentileRank('more-is-better', 20, peers)).toBe(40)
    expect(percentileRank('more-is-better', 40, peers)).toBe(90)
    expect(percentileRank('more-is-better', 10, peers)).toBe(10)
    expect(percentileRank('less-is-better', 10, peers)).toBe(90)
    expect(percentileRank('more-is-better', 25, peers)).toBeNull()
    expect([0.25, 0.5, 0.75, 0.9].map((p) => quantile(peers, p))).toEqual([20, 20, 30, 36])
  })

  it('gives no growth from a base of zero or less, but the difference', () => {
    expect(growth(0, 5)).toEqual({ difference: 5, growth: null, reason: 'zero-base' })
    expect(growth(-4, 2)).toEqual({ difference: 6, growth: null, reason: 'negative-base' })
    expect(growth(4, 5)).toEqual({ difference: 1, growth: 0.25 })
  })

  it('compares figures with the reason why there is no rate', () => {
    const compared = { against: '2022', period: '2024' }
    expect(compare('100', '121', compared)).toEqual({
      ...{ before: '100', after: '121', difference: '21', growth: 0.21 },
      annualGrowth: expect.closeTo(0.1, 12),
    })
    expect(compare('0', '5', compared)).toMatchObject({ difference: '5', growth: null, reason: 'zero-base' })
    expect(compare('5', '-5', compared)).toMatchObject({
      growth: -2,
      annualGrowth: null,
      reason: 'negative-value',
    })
    for (const [before, after] of [
      [null, '5'],
      ['5', null],
    ] as const)
      expect(compare(before, after, compared)).toEqual({
        ...{ before, after, difference: null, growth: null, annualGrowth: null, reason: 'no-value' },
      })
  })

  it('compounds growth over the years between reference dates', () => {
    expect(compoundGrowth(100, 121, 2).rate).toBeCloseTo(0.1, 12)
    expect(compoundGrowth(100, 0, 2).rate).toBe(-1)
    expect(compoundGrowth(0, 5, 2)).toEqual({ rate: null, reason: 'zero-base' })
    expect(compoundGrowth(-4, 2, 2)).toEqual({ rate: null, reason: 'negative-base' })
    expect(compoundGrowth(5, -5, 2)).toEqual({ rate: null, reason: 'negative-value' })
  })
})
