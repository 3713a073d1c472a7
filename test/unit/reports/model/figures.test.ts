import { describe, expect, it } from 'vitest'
import type { KpiRow } from '#monitoring/model'
import { keyFigure, qualityOf, ranked, trend } from '#reports/model'

const rowOf = (changes: Partial<KpiRow> = {}): KpiRow => ({
  indicator: 'jobs',
  dimension: 'region',
  breakdown: '_T',
  code: 'DE',
  period: '2024',
  value: '10',
  obsStatus: 'A',
  reporting: 3,
  expected: 4,
  coverage: 0.75,
  byStatus: { A: 3 },
  estimatedShare: 0.1,
  statistics: null,
  benchmark: null,
  overTime: null,
  share: 0.5,
  change: null,
  attainment: null,
  provenance: null,
  ...changes,
})

const named = (code: string) => ({ name: { en: `region ${code}` }, own: code === 'DE' })

describe('a key figure', () => {
  it('has its value, or says why it has none', () => {
    const absence = (row: KpiRow | undefined) => keyFigure('jobs', '2024', row).absence
    expect(keyFigure('jobs', '2024', rowOf())).toMatchObject({ value: '10', obsStatus: 'A', absence: null })
    expect(absence(rowOf({ value: null, obsStatus: 'Q' }))).toBe('withheld')
    expect(absence(rowOf({ value: null, obsStatus: 'M' }))).toBe('no-value')
    expect(absence(undefined)).toBe('no-value')
    expect(keyFigure('jobs', '2024', undefined)).toMatchObject({ value: null, obsStatus: null, change: null })
  })
})

describe('a trend', () => {
  it('has a point for each period, with a gap where no figure is', () => {
    const rows = [
      rowOf({ period: '2024', value: '3' }),
      rowOf({ period: '2022', value: '1', obsStatus: 'E' }),
    ]
    expect(trend('jobs', ['2022', '2023', '2024'], rows).points).toEqual([
      { period: '2022', value: '1', obsStatus: 'E', trajectory: null },
      { period: '2023', value: null, obsStatus: null, trajectory: null },
      { period: '2024', value: '3', obsStatus: 'A', trajectory: null },
    ])
  })
})

describe('the quality of a figure', () => {
  it('is how many report, of how many, and how', () => {
    expect(qualityOf('jobs', '2024', rowOf(), {})).toMatchObject({
      indicator: 'jobs',
      period: '2024',
      reporting: 3,
      expected: 4,
      coverage: 0.75,
      estimatedShare: 0.1,
      byStatus: { A: 3 },
    })
    expect(qualityOf('jobs', '2024', undefined, {})).toMatchObject({
      reporting: null,
      expected: null,
      coverage: null,
      estimatedShare: null,
      byStatus: {},
    })
  })
})

describe('a ranking', () => {
  const rows = [
    rowOf({ code: 'E', value: null, obsStatus: 'Q' }),
    rowOf({ code: 'D', value: '9' }),
    rowOf({ code: 'C', value: '100' }),
    rowOf({ code: 'B', value: '9' }),
    rowOf({ code: 'A', value: null, obsStatus: 'M' }),
    rowOf({ code: 'F', value: '5' }),
  ]
  const places = (direction: Parameters<typeof ranked>[0]) =>
    ranked(direction, rows, named).map(({ code, rank }) => `${code} ${rank}`)

  it('has the better first, equal ones on one rank, and those without a value last', () => {
    expect(places('more-is-better')).toEqual(['C 1', 'B 2', 'D 2', 'F 4', 'A null', 'E null'])
    expect(places('neutral')).toEqual(places('more-is-better'))
    expect(places('less-is-better')).toEqual(['F 1', 'B 2', 'D 2', 'C 4', 'A null', 'E null'])
  })

  it('names each, with its share or why it has no value', () => {
    const told = ranked('more-is-better', rows, named)
    expect(told[0]).toEqual({
      code: 'C',
      name: { en: 'region C' },
      own: false,
      rank: 1,
      value: '100',
      absence: null,
      share: 0.5,
    })
    expect(told.slice(-2).map(({ absence }) => absence)).toEqual(['no-value', 'withheld'])
  })
})
