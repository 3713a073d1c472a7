import { describe, expect, it } from 'vitest'
import {
  type Basis,
  cellsOf,
  exceedsTolerance,
  type Observation,
  ofOneUnit,
  periodsNeeded,
  registerOf,
  type StoredIndicator,
  valuesFor,
} from '#monitoring/model'
import { cluster, indicator, observation } from '../support.ts'

const turnover = indicator('turnover', { frequency: 'Q', tolerance: '0.05' })

const quarters = (
  subject: string,
  values: readonly (string | null)[],
  overrides: Partial<Observation> = {},
) => values.map((value, index) => observation(subject, 'turnover', `2024-Q${index + 1}`, value, overrides))
const year = (subject: string, value: string | null, overrides: Partial<Observation> = {}) =>
  observation(subject, 'turnover', '2024', value, overrides)

const compute = (
  observations: readonly Observation[],
  main: StoredIndicator = turnover,
  more: { basis?: Basis; unit?: string } = {},
) =>
  cellsOf({
    slice: { universe: 'cluster', indicator: main.code, breakdown: '_T', period: '2024' },
    indicator: main,
    inputs: new Map([
      ['turnover', { indicator: turnover, observations: Map.groupBy(observations, ({ period }) => period) }],
    ]),
    register: registerOf([cluster('c1'), cluster('c2')], [], []),
    ...more,
  })

const nation = (...all: Parameters<typeof compute>) => {
  const { cells, checks } = compute(...all)
  return { ...cells.find(({ dimension, code }) => dimension === 'region' && code === 'DE'), checks }
}

describe('a value reported for a longer period itself', () => {
  it('wins, and the one from its shorter periods is kept beside', () => {
    const observations = [
      ...quarters('c1', ['10', '12', '9', '15']),
      year('c1', '50'),
      ...quarters('c2', ['1', '1', '1', '1']),
    ]
    expect(nation(observations)).toMatchObject({
      value: '54',
      derived: { value: '50', units: 1, exceeded: 1 },
      checks: ['c1'],
    })
  })

  it('raises a check for each unit, in order', () => {
    const observations = ['c2', 'c1'].flatMap((id) => [...quarters(id, ['1', '1', '1', '1']), year(id, '5')])
    expect(nation(observations)).toMatchObject({ derived: { units: 2, exceeded: 2 }, checks: ['c1', 'c2'] })
  })

  it('raises no check within the tolerance', () => {
    const observations = [...quarters('c1', ['25', '25', '25', '25']), year('c1', '105')]
    expect(nation(observations)).toMatchObject({
      value: '105',
      derived: { value: '100', units: 1, exceeded: 0 },
      checks: [],
    })
  })

  it('stands alone where a quarter is missing, or where it says that there is none', () => {
    expect(nation([...quarters('c1', ['10', '12', null, '15']), year('c1', '50')])).not.toHaveProperty(
      'derived',
    )
    const derivedOnly = nation([...quarters('c1', ['10', '12', '9', '15']), year('c1', null)])
    expect(derivedOnly).toMatchObject({ value: '46' })
    expect(derivedOnly).not.toHaveProperty('derived')
    expect(nation([year('c1', '50')])).not.toHaveProperty('derived')
  })

  it('rests on its quarters too: their correction is another figure', () => {
    const hash = (last: string) => nation([...quarters('c1', ['10', '12', '9', last]), year('c1', '50')]).hash
    expect(hash('15')).not.toBe(hash('16'))
  })

  it('is compared in the measure of the rule over time', () => {
    const meaned = { ...turnover, overTime: 'mean' as const }
    const observations = [...quarters('c1', ['10', '12', '9', '15']), year('c1', '12')]
    const byPeriod = Map.groupBy(observations, ({ period }) => period)
    const { scale, values } = valuesFor(meaned, '2024', byPeriod, () => true)
    const found = values.get('c1')
    expect([found?.value, found?.derived?.value].map((value) => (value ?? 0) / scale)).toEqual([12, 11.5])
    expect(found?.derived?.exceeded).toBe(false)
  })

  it.each([
    [105, 100, '0.05', false],
    [106, 100, '0.05', true],
    [95, 100, '0.05', false],
    [94, 100, '0.05', true],
    [-105, -100, '0.05', false],
    [-106, -100, '0.05', true],
    [107, 100, '0.07', false],
    [0, 0, '0', false],
    [1, 0, '1', true],
    [9_007_199_254_740_991, 9_007_199_254_740_990, '0', true],
  ])('%d against %d with a tolerance of %s: check %s', (reported, derived, tolerance, expected) => {
    expect(exceedsTolerance({ tolerance }, reported, derived)).toBe(expected)
  })

  it('has a tolerance from 0 up, one per cent if nothing else is said', () => {
    expect(indicator('jobs').tolerance).toBe('0.01')
    for (const tolerance of ['-0.1', '0.0000001', '1e3', 'x'])
      expect(() => indicator('jobs', { tolerance })).toThrow('expected a')
  })
})

describe('periods of a value', () => {
  it('are those that it is derived from, and before it where reports are cumulative', () => {
    expect(periodsNeeded(turnover, '2024')).toEqual(['2024', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'])
    expect(periodsNeeded(turnover, '2024-Q2')).toEqual(['2024-Q2'])
    const cumulative = { ...turnover, reporting: 'cumulative' as const }
    expect(periodsNeeded(cumulative, '2024-Q2')).toEqual(['2024-Q2', '2024-Q1'])
    expect(periodsNeeded(cumulative, '2024-Q1')).toEqual(['2024-Q1'])
  })

  it('of cumulative reports are differenced, with a gap making the next one missing', () => {
    const cumulative = { ...turnover, reporting: 'cumulative' as const }
    const of = (period: string, values: readonly (string | null)[]) => {
      const byPeriod = Map.groupBy(quarters('c1', values), (one) => one.period)
      return valuesFor(cumulative, period, byPeriod, () => true).values.get('c1')
    }
    expect(of('2024-Q3', ['10', '22', '37', '55'])).toMatchObject({ value: 15, obsStatus: 'A' })
    expect(of('2024-Q3', ['10', '22', '37', '55'])?.sources.map(({ period }) => period)).toEqual([
      '2024-Q2',
      '2024-Q3',
    ])
    expect(of('2024-Q3', ['10', null, '37', '55'])).toMatchObject({ value: null, obsStatus: 'O' })
    expect(of('2024', ['10', '22', '37', '55'])).toMatchObject({ value: 55, progress: '4/4' })
  })

  it('are required only while the unit was in the register', () => {
    const byPeriod = Map.groupBy(quarters('c1', ['10', '12', '9', '15']).slice(2), ({ period }) => period)
    const late = (_: string, period: string) => period >= '2024-Q3'
    expect(valuesFor(turnover, '2024', byPeriod, late).values.get('c1')).toMatchObject({
      value: 24,
      progress: '2/2',
    })
    expect(valuesFor(turnover, '2024', byPeriod, () => true).values.get('c1')).toMatchObject({
      value: null,
      progress: '2/4',
    })
  })
})

describe('a value over time', () => {
  const of = (
    period: string,
    observations: readonly Observation[],
    main: StoredIndicator = turnover,
    present: (period: string) => boolean = () => true,
  ) =>
    valuesFor(
      main,
      period,
      Map.groupBy(observations, (one) => one.period),
      (_, each) => present(each),
    ).values.get('c1')

  it('counts the shorter periods that have a value', () => {
    expect(of('2024', quarters('c1', ['10', null, null, '15']))).toMatchObject({
      value: null,
      obsStatus: 'O',
      progress: '2/4',
    })
    expect(of('2024', quarters('c1', ['10', '12', '9', '15']))).toMatchObject({ value: 46, progress: '4/4' })
  })

  it('is what is said of the longer period where its shorter ones say nothing', () => {
    expect(of('2024', [year('c1', null, { obsStatus: 'L' })])).toMatchObject({
      value: null,
      obsStatus: 'L',
      sources: [{ period: '2024' }],
    })
    // Not applicable is no gap that quarters could fill.
    const impossible = [...quarters('c1', ['1', '1', '1', '1']), year('c1', null, { obsStatus: 'M' })]
    expect(of('2024', impossible)).toMatchObject({ value: null, obsStatus: 'M' })
  })

  it('is none of a unit that was in the register in none of its periods', () => {
    expect(of('2024', quarters('c1', ['1', '1']), turnover, () => false)).toBeUndefined()
  })

  it('is a mean of months by their number, also over quarters', () => {
    const monthly = indicator('turnover', { frequency: 'M', overTime: 'mean' })
    const months = Array.from({ length: 12 }, (_, index) =>
      observation('c1', 'turnover', `2024-${String(index + 1).padStart(2, '0')}`, String(index + 1)),
    )
    const mean = (observations: readonly Observation[]) =>
      (of('2024', observations, monthly)?.value ?? 0) / 27_720
    expect(mean(months)).toBe(6.5)
    // The first quarter as reported, three months of 8, and nine months of their own.
    expect(mean([...months.slice(3), observation('c1', 'turnover', '2024-Q1', '8')])).toBe((3 * 8 + 72) / 12)
  })

  it('of the last quarter has that one’s status', () => {
    const last = indicator('turnover', { frequency: 'Q', overTime: 'last' })
    const statuses = quarters('c1', ['1', '2', '3']).concat(
      observation('c1', 'turnover', '2024-Q4', '4', { obsStatus: 'P' }),
    )
    expect(of('2024', statuses, last)).toMatchObject({ value: 4, obsStatus: 'P', progress: '4/4' })
    const first = quarters('c1', ['1'], { obsStatus: 'E' }).concat(
      quarters('c1', ['1', '2', '3', '4']).slice(1),
    )
    expect(of('2024', first, last)).toMatchObject({ value: 4, obsStatus: 'A' })
    expect(of('2024', first)).toMatchObject({ value: 10, obsStatus: 'E' })
  })

  it('does not take a first cumulative report for a difference', () => {
    const cumulative = { ...turnover, reporting: 'cumulative' as const }
    expect(of('2024-Q1', quarters('c1', ['10', '22']), cumulative)).toMatchObject({ value: 10 })
    expect(of('2024-Q2', quarters('c1', ['10', '22']).slice(1), cumulative)).toMatchObject({
      value: null,
      obsStatus: 'O',
      sources: [{ period: '2024-Q2' }],
    })
  })
})

describe('figures with submitted values', () => {
  const submitted = { workflow: 'submitted' } as const

  it('add what waits for verification, as status V', () => {
    const observations = [
      ...quarters('c1', ['10', '12', '9', '15'], { ...submitted, obsStatus: 'E' }),
      ...quarters('c2', ['1', '1', '1', '1']),
    ]
    expect(nation(observations)).toMatchObject({ value: '4', obsStatus: 'A', byStatus: { A: 1 } })
    expect(nation(observations, turnover, { basis: 'submitted' })).toMatchObject({
      value: '50',
      obsStatus: 'V',
      reporting: 2,
      byStatus: { A: 1, V: 1 },
    })
  })

  it('add nothing that was returned, withdrawn or is a draft', () => {
    for (const workflow of ['draft', 'returned', 'withdrawn'] as const)
      expect(compute([year('c1', '5', { workflow })], turnover, { basis: 'submitted' }).cells).toEqual([])
  })

  it('keep saying why there is no value', () => {
    const missing = year('c1', null, { ...submitted, obsStatus: 'L' })
    expect(nation([missing], turnover, { basis: 'submitted' })).toMatchObject({
      value: null,
      byStatus: { L: 1 },
    })
  })
})

describe('the figure of one unit', () => {
  it('is its own value, whatever the rule over units and the register say', () => {
    for (const rule of ['median', 'none', 'sum'] as const) {
      const own = ofOneUnit({ ...turnover, aggregation: { rule } })
      const { cells } = compute([year('c9', '50')], own, { unit: 'c9' })
      expect(cells).toMatchObject([{ dimension: 'unit', code: 'c9', value: '50', reporting: 1, expected: 1 }])
    }
  })

  it('of a ratio is its own ratio', () => {
    const ratio = indicator('share', {
      frequency: 'Q',
      aggregation: { rule: 'ratio-of-sums', numerator: 'turnover', denominator: 'turnover' },
    })
    expect(compute([year('c1', '50')], ofOneUnit(ratio), { unit: 'c1' }).cells).toMatchObject([
      { value: '1' },
    ])
  })
})
