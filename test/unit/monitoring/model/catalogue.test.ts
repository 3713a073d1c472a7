import { describe, expect, it } from 'vitest'
import {
  breaksBetween,
  Catalogue,
  dependentsOf,
  faultOfDefinition,
  faultOfNewVersion,
  type Indicator,
  type IndicatorDefinition,
  inDependencyOrder,
  type Measure,
} from '#monitoring/model'
import { catalogued, definition } from '../support.ts'

const share: Measure = { kind: 'share' }
const euros: Measure = { kind: 'money', currency: 'EUR', prices: { basis: 'current' } }
const of2020: Measure = {
  kind: 'money',
  currency: 'EUR',
  prices: { basis: 'constant', baseYear: 2020, deflator: { en: 'GDP deflator' } },
}
const growthOf = (of: string): Partial<IndicatorDefinition> => ({
  measure: share,
  aggregation: { rule: 'growth', of, against: 'previous' },
})
const ratio = (numerator: string, denominator: string): Partial<IndicatorDefinition> => ({
  measure: share,
  aggregation: { rule: 'ratio-of-sums', numerator, denominator },
})

const perUnit = (numerator: string, denominator: string): Partial<IndicatorDefinition> => ({
  aggregation: { rule: 'per-unit-ratio', across: 'median', numerator, denominator },
})

describe('a catalogue', () => {
  const first = catalogued('jobs')
  const second = catalogued('jobs', { version: 2, validFrom: '2024-07-01', overTime: 'mean' })
  const third = catalogued('jobs', { version: 3, validFrom: '2023-01-01', overTime: 'last' })

  it('has the newest version of an indicator, and for a period the newest that holds on its last day', () => {
    const catalogue = new Catalogue([second, first])
    expect(catalogue.get('jobs')?.version).toBe(2)
    const version = (period: string) => catalogue.at(period).get('jobs')?.version
    expect([
      version('2023'),
      version('2024'),
      version('2024-Q2'),
      version('2024-Q3'),
      version('2025'),
    ]).toEqual([1, 2, 1, 2, 2])
  })

  it('lets a later, backdated version take the place of those between', () => {
    const catalogue = new Catalogue([first, second, third])
    const version = (period: string) => catalogue.at(period).get('jobs')?.version
    expect([version('2022'), version('2023'), version('2024-Q3'), version('2025')]).toEqual([1, 3, 3, 3])
  })

  it('lets a version hold for the period that ends on the very day', () => {
    const catalogue = new Catalogue([first, catalogued('jobs', { version: 2, validFrom: '2024-12-31' })])
    expect([catalogue.at('2024'), catalogue.at('2024-Q3')].map((at) => at.get('jobs')?.version)).toEqual([
      2, 1,
    ])
    expect(catalogue.versions('jobs').map(({ version }) => version)).toEqual([1, 2])
  })

  it('orders indicators so that each comes after those it is made from', () => {
    const jobs = catalogued('jobs')
    const all = [
      catalogued('growth-of-share', growthOf('jobs-share')),
      catalogued('jobs-share', ratio('skilled', 'jobs')),
      jobs,
      catalogued('skilled'),
    ]
    expect(inDependencyOrder(all).map(({ code }) => code)).toEqual([
      'skilled',
      'jobs',
      'jobs-share',
      'growth-of-share',
    ])
  })

  it('orders also those whose parts are not given, or that are made from one another', () => {
    const codes = (...all: Indicator[]) => inDependencyOrder(all).map(({ code }) => code)
    expect(codes(catalogued('b', growthOf('gone')), first)).toEqual(['b', 'jobs'])
    expect(codes(catalogued('a', growthOf('b')), catalogued('b', growthOf('a')))).toEqual(['b', 'a'])
  })

  it('breaks a series where its indicator, or one that it is made from, is defined anew', () => {
    const growth = catalogued('jobs-growth', growthOf('jobs'))
    const catalogue = new Catalogue([first, second, growth, catalogued('revenue')])
    const breaks = (code: string) =>
      [
        ['2022', '2023'],
        ['2023', '2024'],
        ['2024', '2025'],
      ].map(([earlier = '', later = '']) => breaksBetween(code, earlier, later, catalogue))
    expect(breaks('jobs')).toEqual([false, true, false])
    expect(breaks('jobs-growth')).toEqual([false, true, false])
    expect(breaks('revenue')).toEqual([false, false, false])
  })

  it('knows which stored figures rest on an indicator', () => {
    const all = [
      catalogued('jobs-growth', growthOf('jobs')),
      catalogued('jobs-share', ratio('skilled', 'jobs')),
      catalogued('wage', { aggregation: { rule: 'weighted-mean', weight: 'jobs' } }),
      catalogued('skilled'),
    ]
    expect(dependentsOf('jobs', all)).toEqual(['jobs', 'jobs-share', 'wage'])
    expect(dependentsOf('wage', all)).toEqual(['wage'])
  })
})

describe('a definition', () => {
  const catalogue = new Catalogue([
    catalogued('jobs'),
    catalogued('revenue', { measure: euros }),
    catalogued('exports', { measure: euros, confidentiality: 'aggregate-only' }),
    catalogued('old-revenue', { measure: of2020 }),
    catalogued('wage', { aggregation: { rule: 'weighted-mean', weight: 'jobs' } }),
    catalogued('jobs-growth', growthOf('jobs')),
    catalogued('growth-of-growth', growthOf('jobs-growth')),
    catalogued('per-head', { ...ratio('revenue', 'jobs'), measure: euros }),
  ])
  const fault = (code: string, more: Partial<IndicatorDefinition>) =>
    faultOfDefinition(definition(code, more), catalogue)?.en ?? null

  it('may be growth of what is made when read itself', () => {
    expect(fault('again', growthOf('growth-of-growth'))).toBeNull()
  })

  it('is refused when it would be made from itself, and the cycle is named', () => {
    expect(fault('own', growthOf('own'))).toBe('"own" would be made from itself: own → own')
    expect(fault('jobs-growth', growthOf('growth-of-growth'))).toBe(
      '"jobs-growth" would be made from itself: jobs-growth → growth-of-growth → jobs-growth',
    )
    expect(fault('jobs', growthOf('growth-of-growth'))).toBe(
      '"jobs" would be made from itself: jobs → growth-of-growth → jobs-growth → jobs',
    )
  })

  it('is told in Russian too of what it would be made from', () => {
    expect(faultOfDefinition(definition('own', growthOf('own')), catalogue)?.ru).toBe(
      '«own» вычислялся бы из самого себя: own → own',
    )
  })

  it('is judged by what it is made from and what is made from it, whatever is wrong elsewhere', () => {
    const odd = new Catalogue([
      catalogued('jobs'),
      catalogued('quarterly', { frequency: 'Q' }),
      catalogued('annual', growthOf('quarterly')),
      catalogued('a', growthOf('b')),
      catalogued('b', growthOf('a')),
      catalogued('of-gone', ratio('jobs', 'gone')),
    ])
    expect(faultOfDefinition(definition('revenue'), odd)).toBeNull()
    expect(faultOfDefinition(definition('jobs'), odd)).toBeNull()
    expect(faultOfDefinition(definition('new', growthOf('a')), odd)).toBeNull()
  })

  it('is refused when what is made from it could not stand', () => {
    expect(fault('revenue', { ...ratio('old-revenue', 'jobs'), measure: of2020 })).toBe(
      '"per-head" is made from it and could not stand: "revenue" has no reported values to weigh or divide by',
    )
    expect(fault('jobs', { frequency: 'Q' })).toBe(
      '"jobs-growth" is made from it and could not stand: "jobs" has the frequency Q, not A',
    )
    expect(fault('jobs', { confidentiality: 'authority-only' })).toContain('"jobs-growth" is made from it')
  })

  it.each([
    ['no such indicator', ratio('none', 'jobs'), 'there is no indicator "none"'],
    ['a derived part', ratio('per-head', 'jobs'), '"per-head" has no reported values'],
    [
      'a share of what is no sum',
      { measure: share, aggregation: { rule: 'share-of-total', of: 'wage' } },
      '"wage" is no sum over its units',
    ],
    ['a laxer class than its parts', ratio('exports', 'revenue'), '"exports" is aggregate-only'],
    [
      'a derived weight',
      { aggregation: { rule: 'weighted-mean', weight: 'per-head' } },
      '"per-head" has no reported values',
    ],
    [
      'a derived part of units’ ratios',
      { ...perUnit('per-head', 'jobs'), measure: euros },
      '"per-head" has no reported values',
    ],
    ['money that is no money', { ...perUnit('revenue', 'jobs'), measure: share }, 'EUR'],
    ['growth that is no ratio', { ...growthOf('jobs'), measure: euros }, 'pure ratios'],
    [
      'a rate that is no ratio',
      { measure: euros, aggregation: { rule: 'cagr', of: 'jobs', years: 3 } },
      'pure ratios',
    ],
    [
      'a share that is no ratio',
      { measure: euros, aggregation: { rule: 'share-of-total', of: 'jobs' } },
      'pure ratios',
    ],
  ] as const)('is refused with %s', (_what, more, words) => {
    expect(fault('new', more)).toContain(words)
  })

  it('divides money only by money of one currency and price basis', () => {
    const closed = { confidentiality: 'aggregate-only' } as const
    expect(fault('new', { ...ratio('exports', 'revenue'), ...closed })).toBeNull()
    expect(fault('new', { ...ratio('old-revenue', 'revenue'), ...closed })).toBe(
      'EUR at prices of 2020 cannot be divided by EUR at current prices: one currency and one price basis are needed',
    )
    expect(fault('new', { ...ratio('exports', 'revenue'), ...closed, measure: euros })).toContain('no money')
    expect(fault('new', { ...ratio('revenue', 'jobs'), measure: of2020 })).toContain('EUR at current prices')
    expect(fault('new', { ...ratio('revenue', 'jobs'), measure: euros })).toBeNull()
  })

  it('cannot have fewer decimals in a new version: values were reported with them', () => {
    const before = catalogued('jobs', { decimals: 2 })
    expect(faultOfNewVersion(before, definition('jobs', { decimals: 1 }))?.en).toContain('from 2 to 1')
    expect(faultOfNewVersion(before, definition('jobs', { decimals: 2 }))).toBeNull()
    expect(faultOfNewVersion(before, definition('jobs', { decimals: 3 }))).toBeNull()
  })
})
