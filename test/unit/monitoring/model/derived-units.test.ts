import { describe, expect, it } from 'vitest'
import {
  earlierOf,
  type ObsStatus,
  type RateRule,
  rateFigures,
  rateOf,
  reportedFigures,
  shareFigures,
  type UnitFigures,
  type UnitValues,
} from '#monitoring/model'
import { indicator, observation } from '../support.ts'

type Values = Readonly<Record<string, number | null>>

const valuesOf = (values: Values, scale = 1, obsStatus: ObsStatus = 'A'): UnitValues => ({
  scale,
  values: new Map(
    Object.entries(values).map(([unit, value]) => [
      unit,
      {
        value,
        obsStatus: value === null ? ('L' as const) : obsStatus,
        sources: [observation(unit, 'jobs', '2024', value === null ? null : String(value))],
      },
    ]),
  ),
})
const jobs = indicator('jobs', { decimals: 1 })
const figures = (values: Values, obsStatus: ObsStatus = 'A') =>
  reportedFigures(jobs, new Map([['jobs', valuesOf(values, 10, obsStatus)]]))
const numbers = (of: UnitFigures) =>
  [...of.numbers.units].map(([unit, { value, obsStatus }]) => [unit, value, obsStatus])

const growth = { rule: 'growth', of: 'jobs', against: 'previous' } as const
const cagr = { rule: 'cagr', of: 'jobs', years: 2 } as const

describe('the period that a rate is against', () => {
  it.each([
    [growth, '2024-Q1', '2023-Q4'],
    [{ ...growth, against: 'year-before' }, '2024-Q1', '2023-Q1'],
    [cagr, '2024', '2022'],
    [{ ...cagr, years: 1 }, '2024', '2023'],
  ] as const)('%o of %s is %s', (rule, period, earlier) => {
    expect(earlierOf(rule, period)).toBe(earlier)
  })

  it('decides whether it is growth at once or a year', () => {
    const found = { before: '1', after: '2', difference: '1', growth: 1, annualGrowth: 0.5 }
    expect([rateOf(growth, found), rateOf(cagr, found), rateOf(cagr, undefined)]).toEqual([1, 0.5, null])
  })
})

describe('figures of units that reported', () => {
  it('are in the unit of the indicator, with their sources', () => {
    const of = figures({ c1: 15, c2: null })
    expect(numbers(of)).toEqual([
      ['c1', '1.5', 'A'],
      ['c2', null, 'L'],
    ])
    expect(of.numbers.scale).toBe(10)
    expect(of.sourcesOf('c1').map(({ subject }) => subject)).toEqual(['c1'])
    expect(of.sourcesOf('c9')).toEqual([])
  })

  it('are together what the indicator’s rule makes of them', () => {
    const of = figures({ c1: 15, c2: 25, c3: 100 })
    expect(of.figureOf(new Set(['c1', 'c2']))).toBe('4')
    expect(of.figureOf(new Set())).toBeNull()
  })

  it('of a ratio are the units’ own ratios, and together that of their sums', () => {
    const ratio = indicator('share', {
      aggregation: { rule: 'ratio-of-sums', numerator: 'jobs', denominator: 'all' },
    })
    const of = reportedFigures(
      ratio,
      new Map([
        ['jobs', valuesOf({ c1: 10, c2: 30 })],
        ['all', valuesOf({ c1: 20, c2: 40, c3: 5 })],
      ]),
    )
    expect(numbers(of)).toEqual([
      ['c1', '0.5', 'A'],
      ['c2', '0.75', 'A'],
      ['c3', null, 'O'],
    ])
    expect(of.figureOf(new Set(['c1', 'c2']))).toBe(String(40 / 60))
  })

  it('of a weighted mean are their own values, whatever their weight', () => {
    const wage = indicator('wage', { aggregation: { rule: 'weighted-mean', weight: 'jobs' } })
    const given = new Map([
      ['wage', valuesOf({ c1: 40, c2: 60 })],
      ['jobs', valuesOf({ c1: 3, c2: 1 })],
    ])
    const of = reportedFigures(wage, given)
    expect(numbers(of).map(([, value]) => value)).toEqual(['40', '60'])
    expect(of.figureOf(new Set(['c1', 'c2']))).toBe('45')
  })
})

describe('rates of units', () => {
  const rates = (
    rule: RateRule,
    { before, after }: { before: Values; after: Values },
    { broken = false, obsStatus = 'A' as ObsStatus } = {},
  ) =>
    rateFigures(rule, figures(before), figures(after, obsStatus), {
      compared: { period: '2024', against: earlierOf(rule, '2024') },
      broken,
    })
  const sides = {
    before: { c1: 100, c2: 40, c3: null, c5: 10 },
    after: { c1: 150, c2: 30, c3: 80, c4: 7, c5: null },
  }

  it('are each of its own two values, and none where one is missing', () => {
    expect(numbers(rates(growth, sides))).toEqual([
      ['c1', '0.5', 'A'],
      ['c2', '-0.25', 'A'],
      ['c3', null, 'O'],
      ['c4', null, 'O'],
      ['c5', null, 'O'],
    ])
    expect(rates(growth, sides).numbers.scale).toBe(1)
  })

  it('are together that of the figures of those with both', () => {
    const all = new Set(['c1', 'c2', 'c3', 'c4', 'c5', 'c6'])
    // (150 + 30) ÷ (100 + 40) − 1
    expect(Number(rates(growth, sides).figureOf(all))).toBeCloseTo(2 / 7, 12)
    expect(rates(growth, sides).figureOf(new Set(['c3', 'c4']))).toBeNull()
  })

  it('are a year on average where the rule says so', () => {
    const of = rates(cagr, { before: { c1: 100 }, after: { c1: 121 } })
    expect(Number(of.numbers.units.get('c1')?.value)).toBeCloseTo(0.1, 12)
  })

  it('rest on the sources of both periods', () => {
    expect(rates(growth, sides).sourcesOf('c1')).toHaveLength(2)
    expect(rates(growth, sides).sourcesOf('c4')).toHaveLength(1)
  })

  it('tell of a break unless their status is weaker, and nothing where there is none', () => {
    const status = (broken: boolean, obsStatus: ObsStatus) =>
      rates(growth, sides, { broken, obsStatus }).numbers.units.get('c1')?.obsStatus
    expect([status(true, 'A'), status(false, 'A'), status(true, 'E'), status(false, 'E')]).toEqual([
      'B',
      'A',
      'E',
      'E',
    ])
    expect(rates(growth, sides, { broken: true }).numbers.units.get('c4')?.obsStatus).toBe('O')
  })
})

describe('shares of units', () => {
  const parts = figures({ c1: 25, c2: 15, c3: null })

  it('are of the whole, and together their share', () => {
    const of = shareFigures(parts, '10')
    expect(numbers(of)).toEqual([
      ['c1', '0.25', 'A'],
      ['c2', '0.15', 'A'],
      ['c3', null, 'O'],
    ])
    expect(of.figureOf(new Set(['c1', 'c2']))).toBe('0.4')
    expect(of.figureOf(new Set(['c3']))).toBeNull()
    expect(of.sourcesOf('c1')).toHaveLength(1)
  })

  it.each([null, '0'])('are none of a whole of %s', (whole) => {
    const of = shareFigures(parts, whole)
    expect(numbers(of).map(([, value]) => value)).toEqual([null, null, null])
    expect(of.figureOf(new Set(['c1']))).toBeNull()
  })
})
