import { describe, expect, it } from 'vitest'
import { cellsOf, type Group, type Observation, registerOf } from '#monitoring/model'
import { cellOf, indicator, observation, region } from '../support.ts'

const slice = { universe: 'region', indicator: 'jobs', breakdown: '_T', period: '2024' } as const
const jobs = indicator('jobs')

describe('cells of regions', () => {
  const root = region('DE')
  const [by, he] = [region('DE-BY', root), region('DE-HE', root)]
  const upper = region('DE-BY-1', by)
  const register = registerOf([], [], [root, by, he, upper])
  const regional = (subject: string, value: string | null, level: string) =>
    observation(subject, 'jobs', '2024', value, { universe: 'region', level })
  const of = (observations: readonly Observation[], within = register, wanted?: ReadonlySet<Group>) =>
    cellsOf({
      slice,
      indicator: jobs,
      inputs: new Map([['jobs', { indicator: jobs, observations: new Map([['2024', observations]]) }]]),
      register: within,
      wanted,
    })

  it('adds up the level of the data set and keeps the value of the region itself beside', () => {
    const { cells } = of([
      regional('DE', '31', 'land'),
      regional('DE-BY', '20', 'land'),
      regional('DE-HE', '10', 'land'),
    ])
    expect(cellOf(cells, 'region#DE')).toMatchObject({
      value: '30',
      reporting: 2,
      expected: 2,
      benchmark: { value: '31', obsStatus: 'A' },
    })
    expect(cellOf(cells, 'region#DE-BY')).toMatchObject({ value: '20', reporting: 1, expected: 1 })
    expect(cells.map(({ code }) => code).toSorted()).toEqual(['DE', 'DE-BY', 'DE-HE'])
  })

  it('never mixes two levels: the highest that reports within a region counts', () => {
    const { cells } = of([regional('DE-BY', '20', 'land'), regional('DE-BY-1', '7', 'kreis')])
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '20', reporting: 1, expected: 2 })
    expect(cellOf(cells, 'region#DE-BY')).toMatchObject({ value: '20' })
    expect(cellOf(cells, 'region#DE-BY-1')).toMatchObject({ value: '7' })
  })

  it('never adds the benchmark of a region to the figure of a higher one', () => {
    const { cells } = of([
      regional('DE-BY', '20', 'land'),
      // Of a data set of districts, so a benchmark of the Land: the nation is made from Länder.
      regional('DE-HE', '100', 'kreis'),
    ])
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '20', reporting: 1, expected: 2 })
    expect(cellOf(cells, 'region#DE-HE')).toMatchObject({ value: null, benchmark: { value: '100' } })
  })

  it('keeps a benchmark without any part', () => {
    const { cells } = of([regional('DE', '31', 'land')])
    expect(cells).toHaveLength(1)
    expect(cellOf(cells, 'region#DE')).toMatchObject({
      value: null,
      reporting: 0,
      expected: 2,
      noValue: 'no-data',
    })
  })

  it('takes no benchmark of a weight for one of the mean', () => {
    const wage = indicator('wage', { aggregation: { rule: 'weighted-mean', weight: 'jobs' } })
    const wages = [{ ...regional('DE-BY', '40', 'land'), indicator: 'wage' }]
    const weights = [regional('DE', '31', 'land'), regional('DE-BY', '20', 'land')]
    const { cells } = cellsOf({
      slice: { ...slice, indicator: 'wage' },
      indicator: wage,
      inputs: new Map([
        ['wage', { indicator: wage, observations: new Map([['2024', wages]]) }],
        ['jobs', { indicator: jobs, observations: new Map([['2024', weights]]) }],
      ]),
      register,
    })
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '40', reporting: 1 })
    expect(cellOf(cells, 'region#DE')).not.toHaveProperty('benchmark')
  })

  it('keeps a benchmark of a mean of which only weights were reported', () => {
    const wage = indicator('wage', { aggregation: { rule: 'weighted-mean', weight: 'jobs' } })
    const { cells } = cellsOf({
      slice: { ...slice, indicator: 'wage' },
      indicator: wage,
      inputs: new Map([
        [
          'wage',
          {
            indicator: wage,
            observations: new Map([['2024', [{ ...regional('DE', '40', 'land'), indicator: 'wage' }]]]),
          },
        ],
        ['jobs', { indicator: jobs, observations: new Map([['2024', [regional('DE-BY', '20', 'land')]]]) }],
      ]),
      register,
    })
    expect(cells).toHaveLength(1)
    expect(cellOf(cells, 'region#DE')).toMatchObject({
      ...{ value: null, noValue: 'no-data', obsStatus: 'O', reporting: 0, expected: 2 },
      benchmark: { value: '40', obsStatus: 'A' },
    })
  })

  it('names regions that are not in the tree', () => {
    expect(of([regional('DE-XX', '1', 'land'), regional('DE-AA', '1', 'land')])).toMatchObject({
      cells: [],
      unexpected: ['DE-AA', 'DE-XX'],
    })
  })

  it('expects the regions that exist on the day, and no other', () => {
    const old = { ...region('DE-XX', root), validTo: '2024-12-31' }
    const { cells, unexpected } = of(
      [regional('DE-BY', '20', 'land'), regional('DE-XX', '5', 'land')],
      registerOf([], [], [root, by, he, old]),
    )
    expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '20', reporting: 1, expected: 2 })
    expect(unexpected).toEqual(['DE-XX'])
  })

  it('makes the nation from the highest level in whatever order the data sets come', () => {
    const observations = [regional('DE-BY-1', '7', 'kreis'), regional('DE-BY', '20', 'land')]
    for (const given of [observations, observations.toReversed()]) {
      const { cells } = of(given)
      expect(cellOf(cells, 'region#DE')).toMatchObject({ value: '20', reporting: 1, expected: 2 })
      expect(cells.map(({ code }) => code).toSorted()).toEqual(['DE', 'DE-BY', 'DE-BY-1'])
    }
  })

  it('rests on the benchmark too', () => {
    const hash = (value: string, land = '20') =>
      cellOf(of([regional('DE', value, 'land'), regional('DE-BY', land, 'land')]).cells, 'region#DE')?.hash
    expect(hash('31')).toBe(hash('31'))
    expect(new Set([hash('31'), hash('32'), hash('31', '21')]).size).toBe(3)
    const alone = (value: string) => of([regional('DE', value, 'land')]).cells[0]?.hash
    expect(alone('31')).not.toBe(alone('32'))
  })

  it('gives only the benchmarks that are wanted', () => {
    const wanted = (group: Group) =>
      of([regional('DE', '31', 'land')], register, new Set([group])).cells.map(({ code }) => code)
    expect([wanted('region#DE'), wanted('region#DE-BY')]).toEqual([['DE'], []])
  })
})
