import { describe, expect, it } from 'vitest'
import { decimalOf, type StoredRule } from '#monitoring/model'
import { indicator, nationOf } from '../support.ts'

type Reports = Parameters<typeof nationOf>[1][number][1]

const jobs = indicator('jobs')
const figure = (rule: StoredRule, reports: Reports, decimals = 0) => {
  const main = indicator('jobs', { aggregation: rule, decimals })
  return nationOf(main, [[main, reports]])
}

const wage = indicator('wage', { decimals: 2, aggregation: { rule: 'weighted-mean', weight: 'jobs' } })
const weighted = (values: Reports, weights: Reports) =>
  nationOf(wage, [
    [wage, values],
    [jobs, weights],
  ])

const parts = { numerator: 'part', denominator: 'whole' } as const
const part = indicator('part', { decimals: 2 })
const whole = indicator('whole', { decimals: 1 })
const ratio = (rule: StoredRule, above: Reports, below: Reports) =>
  nationOf(indicator('share', { aggregation: rule }), [
    [part, above],
    [whole, below],
  ])
const ofSums = (above: Reports, below: Reports) => ratio({ rule: 'ratio-of-sums', ...parts }, above, below)

const estimated = (value: string) => ({ value, obsStatus: 'E' }) as const
const imputed = (value: string) => ({ value, obsStatus: 'I' }) as const
const none = { obsStatus: 'L' } as const

describe('figures in the indicator’s unit', () => {
  it.each([
    ['sum', '20.4'],
    ['mean', '5.1'],
    ['median', '4.25'],
    ['min', '-1.1'],
    ['max', '13'],
  ] as const)('are scaled under every rule: %s', (rule, value) => {
    expect(figure({ rule }, ['13.00', '-1.1', '2.5', '6'], 2)).toMatchObject({
      value,
      statistics: {
        min: '-1.1',
        lowerQuartile: '1.6',
        median: '4.25',
        upperQuartile: '7.75',
        max: '13',
        mean: '5.1',
      },
    })
  })

  it('are not made by the rule none, which keeps what is said of the units', () => {
    expect(figure({ rule: 'none' }, ['4', '6'])).toMatchObject({
      value: null,
      noValue: 'not-aggregated',
      obsStatus: 'A',
      reporting: 2,
      statistics: { median: '5' },
    })
  })

  it('of weighted means and their spread', () => {
    expect(weighted(['40.50', '50.25'], ['1', '3'])).toMatchObject({
      value: '47.8125',
      statistics: { min: '40.5', max: '50.25', mean: '45.375' },
    })
  })

  it('of ratios with parts of different decimals', () => {
    expect(ofSums(['10.50', '2.25'], ['2.5', '0.5'])).toMatchObject({
      value: '4.25',
      statistics: { min: '4.2', max: '4.5', mean: '4.35' },
    })
  })

  it('stay exact and in order where values are large', () => {
    const values = ['9007199254740991', '4503599627370497', '-9007199254740990', '3']
    expect(figure({ rule: 'sum' }, values)).toMatchObject({
      value: '4503599627370501',
      statistics: { min: '-9007199254740990', max: '9007199254740991' },
    })
  })
})

describe('a figure as a decimal', () => {
  it('is exact where it ends', () => {
    expect(decimalOf({ exact: 1_230, scale: 100 })).toBe('12.3')
    expect(decimalOf({ exact: -5n, scale: 1 })).toBe('-5')
    expect(decimalOf({ approximate: 0.25 })).toBe('0.25')
    expect(decimalOf({ none: 'no-data' })).toBeNull()
  })

  it('of means over time is exact where it ends, else the nearest number', () => {
    const scale = 27_720 * 10
    expect(decimalOf({ exact: 27_720 * 125, scale })).toBe('12.5')
    expect(decimalOf({ exact: 27_720n * 90_071_992_547_409_931n, scale })).toBe('9007199254740993.1')
    expect(decimalOf({ exact: 9_240, scale })).toBe(String(1 / 30))
  })
})

describe('no value', () => {
  it('where all say that there is none: neither status nor share nor spread', () => {
    expect(figure({ rule: 'sum' }, [none, none])).toMatchObject({
      value: null,
      noValue: 'no-data',
      obsStatus: 'O',
      reporting: 0,
      expected: 2,
      byStatus: { L: 2 },
      estimatedShare: null,
      statistics: null,
    })
  })

  it('of a weighted mean without weights', () => {
    expect(weighted(['40'], [null])).toMatchObject({
      value: null,
      noValue: 'no-data',
      obsStatus: 'O',
      reporting: 0,
      estimatedShare: null,
      weightCoverage: null,
      statistics: null,
    })
  })

  it('of a ratio without pairs', () => {
    expect(ofSums(['1', null], [null, '2'])).toMatchObject({
      value: null,
      noValue: 'no-data',
      obsStatus: 'O',
      reporting: 0,
      estimatedShare: null,
    })
  })
})

describe('a weighted mean', () => {
  it('leaves out units whose weight is zero or missing', () => {
    expect(weighted(['40', '60', '80', estimated('90')], ['10', '0', '30', null])).toMatchObject({
      value: '70',
      obsStatus: 'A',
      reporting: 2,
      byStatus: { A: 3, E: 1 },
      estimatedShare: 0,
      weightCoverage: 1,
      statistics: { min: '40', max: '80' },
    })
  })

  it('takes the status of what enters, and the share of estimates by weight', () => {
    expect(weighted(['40', estimated('60'), imputed('80')], ['30', '6', '4'])).toMatchObject({
      obsStatus: 'E',
      estimatedShare: 0.25,
    })
  })

  it('has as coverage the weight used of the weight known', () => {
    expect(weighted(['40', none, null], ['30', '15', '15'])).toMatchObject({
      value: '40',
      reporting: 1,
      weightCoverage: 0.5,
    })
    expect(figure({ rule: 'sum' }, ['1'])).not.toHaveProperty('weightCoverage')
  })
})

describe('the share of a figure that is estimated or imputed', () => {
  it('is of a sum by the size of values, whatever their sign', () => {
    expect(figure({ rule: 'sum' }, ['-60', estimated('-30'), '10'])?.estimatedShare).toBe(0.3)
    expect(figure({ rule: 'sum' }, ['60', imputed('20')])?.estimatedShare).toBe(0.25)
  })

  it('is of a sum of zeros by the number of units', () => {
    expect(figure({ rule: 'sum' }, ['0', estimated('0'), '0', '0'])?.estimatedShare).toBe(0.25)
  })

  it.each(['mean', 'median', 'min', 'max'] as const)('is of a %s by the number of units', (rule) => {
    expect(figure({ rule }, ['1000', estimated('1'), imputed('2'), '1'])?.estimatedShare).toBe(0.5)
  })

  it('is of a ratio of sums by denominators', () => {
    expect(ofSums(['1', estimated('9')], ['30', '10'])?.estimatedShare).toBe(0.25)
  })

  it('is of ratios of units by their number', () => {
    const rule = { rule: 'per-unit-ratio', across: 'mean', ...parts } as const
    expect(ratio(rule, ['1', estimated('9')], ['30', '10'])?.estimatedShare).toBe(0.5)
  })

  it('does not count units whose value is missing', () => {
    expect(figure({ rule: 'mean' }, ['5', estimated('7'), none])?.estimatedShare).toBe(0.5)
  })
})

describe('the status of a ratio', () => {
  it('is that of its missing part, else the weaker of both', () => {
    const statuses = (above: Reports[number], below: Reports[number]) => {
      const cell = ofSums([above], [below])
      return [cell?.obsStatus, ...Object.keys(cell?.byStatus ?? {})]
    }
    expect(statuses('1', '2')).toEqual(['A', 'A'])
    expect(statuses(estimated('1'), '2')).toEqual(['E', 'E'])
    expect(statuses('1', estimated('2'))).toEqual(['E', 'E'])
    expect(statuses({ value: '1', obsStatus: 'P' }, { value: '2', obsStatus: 'U' })).toEqual(['P', 'P'])
    expect(statuses({ obsStatus: 'M' }, '2')).toEqual(['O', 'M'])
    expect(statuses('1', { obsStatus: 'L' })).toEqual(['O', 'L'])
    expect(statuses('1', null)).toEqual(['O', 'O'])
    expect(statuses({ obsStatus: 'L' }, { obsStatus: 'M' })).toEqual(['O', 'M'])
  })
})

describe('units’ own ratios', () => {
  const rule = (across: 'mean' | 'median' | 'min' | 'max') =>
    ({ rule: 'per-unit-ratio', across, ...parts }) as const
  const above = ['30', '1', '5', '8', null, '7']
  const below = ['10', '4', '0', '1', '5', null]

  it.each([
    ['mean', 3.75],
    ['median', 3],
    ['min', 0.25],
    ['max', 8],
  ] as const)(
    'give their %s, in whatever order they come; a zero denominator gives none',
    (across, value) => {
      const cell = ratio(rule(across), above, below)
      expect(Number(cell?.value)).toBeCloseTo(value, 12)
      expect(cell).toMatchObject({ reporting: 3, expected: 6, statistics: { min: '0.25', max: '8' } })
    },
  )

  it('differ from the ratio of sums, in which a zero denominator counts', () => {
    const cell = ofSums(above, below)
    expect(cell).toMatchObject({ reporting: 4, statistics: { min: '0.25', median: '3', max: '8' } })
    expect(Number(cell?.value)).toBeCloseTo(44 / 15, 12)
  })

  it('are none where no unit has both parts, or only zeros to divide by', () => {
    const why = (numerators: Reports, denominators: Reports) =>
      ratio(rule('mean'), numerators, denominators)?.noValue
    expect(why(['5', '5'], ['0', null])).toBe('zero-denominator')
    expect(why(['5', null], [null, '0'])).toBe('no-data')
    expect(why(['5', none], ['2', '0'])).toBeUndefined()
  })
})
