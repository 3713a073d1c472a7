import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Cell,
  cellsOf,
  type Duty,
  type Group,
  type Observation,
  type ObsStatus,
  quantile,
  registerOf,
  type StoredIndicator,
  type StoredRule,
  withDuties,
} from '#monitoring/model'
import { cellOf, cluster, indicator, observation } from '../support.ts'

const always = <T>(value: T) => [{ from: '1990-01-01', to: null, value }]
const slice = { universe: 'cluster', indicator: 'jobs', breakdown: '_T', period: '2024' } as const
const jobs = indicator('jobs')

const compute = (
  observations: readonly Observation[],
  clusters: readonly ReturnType<typeof cluster>[],
  main: StoredIndicator = jobs,
  wanted?: ReadonlySet<Group>,
) =>
  cellsOf({
    slice,
    indicator: main,
    inputs: new Map([[main.code, { indicator: main, observations: new Map([['2024', observations]]) }]]),
    register: registerOf(clusters, [], []),
    wanted,
  })

describe('cells of clusters', () => {
  it('counts a cluster in several regions once in each of them and in each ancestor', () => {
    const both = cluster('c1', {
      regions: always([
        ['DE', 'DE-BY'],
        ['DE', 'DE-HE'],
      ]),
    })
    const { cells } = compute([observation('c1', 'jobs', '2024', '10')], [both])
    expect(
      ['region#DE', 'region#DE-BY', 'region#DE-HE', 'region-seat#DE-BY'].map((g) => cellOf(cells, g)?.value),
    ).toEqual(['10', '10', '10', '10'])
    expect(cellOf(cells, 'region-seat#DE-HE')).toBeUndefined()
  })

  it('expects every cluster in the register but those for which the value cannot exist', () => {
    const clusters = ['c1', 'c2', 'c3', 'c4'].map((id) => cluster(id))
    const { cells } = compute(
      [
        observation('c1', 'jobs', '2024', '10'),
        observation('c2', 'jobs', '2024', null, { obsStatus: 'M' }),
        observation('c3', 'jobs', '2024', null, { obsStatus: 'L' }),
      ],
      clusters,
    )
    expect(cellOf(cells, 'region#DE')).toMatchObject({
      value: '10',
      reporting: 1,
      expected: 3,
      byStatus: { A: 1, M: 1, L: 1 },
    })
  })

  it('keeps out and names a cluster that was not in the register on the reference date', () => {
    const late = cluster('c2', {
      entries: [
        {
          register: 'national',
          number: '2',
          status: [{ from: '2025-01-01', to: null, value: 'registered' }],
        },
      ],
    })
    const { cells, excluded } = compute(
      [observation('c1', 'jobs', '2024', '10'), observation('c2', 'jobs', '2024', '99')],
      [cluster('c1'), late],
    )
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '10', expected: 1 })
    expect(excluded).toEqual(['c2'])
  })

  it('expects who owes a report, and names those that report all the same', () => {
    const main = indicator('jobs')
    const clusters = ['c1', 'c2', 'c3', 'c4'].map((id) => cluster(id))
    const duty: Duty = {
      campaign: 'cam_1',
      period: '2024',
      figures: [{ indicator: 'jobs', breakdown: '_T' }],
      territory: ['*'],
      opened: ['c1', 'c2'],
      changes: [],
    }
    const reports = ['c4', 'c1', 'c3', 'c9'].map((id) => observation(id, 'jobs', '2024', '10'))
    const { cells, unexpected, excluded } = cellsOf({
      slice,
      indicator: main,
      inputs: new Map([['jobs', { indicator: main, observations: new Map([['2024', reports]]) }]]),
      register: withDuties(registerOf(clusters, [], []), [duty]),
    })
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '10', reporting: 1, expected: 2 })
    expect([unexpected, excluded]).toEqual([['c3', 'c4'], ['c9']])
  })

  it('names all that are kept out, in order', () => {
    const reports = ['c9', 'c1', 'c8'].map((id) => observation(id, 'jobs', '2024', '10'))
    expect(compute(reports, [cluster('c1')]).excluded).toEqual(['c8', 'c9'])
  })

  it('says nothing of a group whose units have reported a weight only', () => {
    const wage = indicator('wage', { aggregation: { rule: 'weighted-mean', weight: 'jobs' } })
    const elsewhere = cluster('c2', { category: always('bio'), categories: always(['bio']) })
    const { cells } = cellsOf({
      slice: { ...slice, indicator: 'wage' },
      indicator: wage,
      inputs: new Map([
        [
          'wage',
          { indicator: wage, observations: new Map([['2024', [observation('c1', 'wage', '2024', '40')]]]) },
        ],
        [
          'jobs',
          {
            indicator: jobs,
            observations: new Map([
              ['2024', ['c1', 'c2'].map((id) => observation(id, 'jobs', '2024', '10'))],
            ]),
          },
        ],
      ]),
      register: registerOf([cluster('c1'), elsewhere], [], []),
    })
    expect(cellOf(cells, 'category#auto')).toMatchObject({ value: '40', reporting: 1, expected: 1 })
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '40', reporting: 1, expected: 2 })
    expect(cellOf(cells, 'category#bio')).toBeUndefined()
  })

  it('leaves out what is not verified', () => {
    const { cells } = compute(
      [observation('c1', 'jobs', '2024', '10', { workflow: 'submitted' })],
      [cluster('c1')],
    )
    expect(cells).toEqual([])
  })

  it('tells the share of the value that is estimated or imputed', () => {
    const clusters = ['c1', 'c2', 'c3'].map((id) => cluster(id))
    const { cells } = compute(
      [
        observation('c1', 'jobs', '2024', '60'),
        observation('c2', 'jobs', '2024', '30', { obsStatus: 'E' }),
        observation('c3', 'jobs', '2024', '10', { obsStatus: 'I' }),
      ],
      clusters,
    )
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '100', estimatedShare: 0.4, obsStatus: 'E' })
  })

  it('stays exact beyond the safe integers', () => {
    const clusters = ['c1', 'c2', 'c3'].map((id) => cluster(id))
    const big = '9007199254740991'
    const { cells } = compute(
      clusters.map(({ cluster: id }) => observation(id, 'jobs', '2024', big)),
      clusters,
    )
    expect(cellOf(cells, 'region#DE')?.value).toBe('27021597764222973')
  })

  const rules: readonly StoredRule[] = [
    { rule: 'sum' },
    { rule: 'mean' },
    { rule: 'median' },
    { rule: 'min' },
    { rule: 'max' },
    { rule: 'none' },
  ]
  const statuses = fc.constantFrom<ObsStatus>('A', 'B', 'E', 'I', 'P', 'U')
  const someCluster = fc.record({
    regions: fc.uniqueArray(fc.constantFrom('DE-BY', 'DE-HE', 'DE-SN'), { minLength: 1, maxLength: 3 }),
    category: fc.constantFrom('auto', 'bio'),
    value: fc.option(fc.integer({ min: -(10 ** 12), max: 10 ** 12 })),
    obsStatus: statuses,
  })
  const slices = fc.array(someCluster, { minLength: 1, maxLength: 30 }).map((list) => {
    const clusters = list.map(({ regions, category }, index) =>
      cluster(`c${index}`, {
        regions: always(regions.map((code) => ['DE', code])),
        category: always(category),
      }),
    )
    const observations = list.map(({ value, obsStatus }, index) =>
      observation(`c${index}`, 'jobs', '2024', value === null ? null : String(value), {
        obsStatus: value === null ? 'O' : obsStatus,
      }),
    )
    return { list, clusters, observations }
  })

  it('agrees with a plain calculation in every region and under every rule', () => {
    void fc.assert(
      fc.property(slices, fc.constantFrom(...rules), ({ list, clusters, observations }, aggregation) => {
        const { cells } = compute(observations, clusters, indicator('jobs', { aggregation }))
        for (const code of ['DE-BY', 'DE-HE', 'DE-SN']) {
          const inside = list.filter(({ regions }) => regions.some((one) => one === code))
          const values = inside.flatMap(({ value }) => value ?? []).sort((a, b) => a - b)
          const cell = cellOf(cells, `region#${code}`)
          if (inside.length === 0) expect(cell).toBeUndefined()
          else {
            const sum = values.reduce((total, value) => total + value, 0)
            const expected = {
              sum: sum,
              mean: sum / values.length,
              median: quantile(values, 0.5),
              min: values[0],
              max: values.at(-1),
              none: null,
            }[aggregation.rule as 'sum']
            expect(cell?.reporting).toBe(values.length)
            expect(cell?.expected).toBe(inside.length)
            expect(cell?.value == null ? null : Number(cell.value)).toBe(
              values.length === 0 ? null : expected,
            )
            expect(cell?.statistics?.upperQuartile).toBe(
              values.length === 0 ? undefined : String(quantile(values, 0.75)),
            )
          }
        }
      }),
    )
  })

  it('gives the same cells and hashes in whatever order observations come', () => {
    void fc.assert(
      fc.property(slices, ({ clusters, observations }) => {
        expect(compute(observations.toReversed(), clusters.toReversed()).cells.toSorted(byGroup)).toEqual(
          compute(observations, clusters).cells.toSorted(byGroup),
        )
      }),
    )
  })

  it('gives the same cell alone as among all', () => {
    void fc.assert(
      fc.property(slices, ({ clusters, observations }) => {
        const all = compute(observations, clusters).cells
        for (const group of ['region#DE', 'category#auto', 'region#DE-HE'] as const)
          expect(compute(observations, clusters, jobs, new Set([group])).cells).toEqual(
            all.filter(({ dimension, code }) => `${dimension}#${code}` === group),
          )
      }),
    )
  })
})

const byGroup = (a: Cell, b: Cell) => (`${a.dimension}#${a.code}` < `${b.dimension}#${b.code}` ? -1 : 1)
