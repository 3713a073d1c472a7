import { describe, expect, it } from 'vitest'
import {
  abridged,
  GivenValue,
  isAsked,
  KpiTableQuery,
  ObservationContentBody,
  ObservationRow,
  type RunSummary,
  seriesAsked,
  Verdict,
} from '#monitoring/model'

const faults = (result: {
  readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined
}) => result.error?.issues.map(({ message }) => message)

describe('a reported row', () => {
  const row = (more: object) => ({ cluster: 'c1', indicator: 'jobs', period: '2024', value: '5', ...more })
  const rowFaults = (more: object) => faults(ObservationRow.safeParse(row(more)))
  const needsValue = ['give a value, or a status M, L or O that says why there is none']

  it('takes a text or a number without an exponent for a value', () => {
    expect([GivenValue.parse('1.50'), GivenValue.parse(1.5), GivenValue.parse(1e-7)]).toEqual([
      '1.50',
      '1.5',
      '0.0000001',
    ])
    expect(GivenValue.safeParse('1e5').success).toBe(false)
  })

  it('has a value, or a status', () => {
    const { value: _, ...bare } = row({})
    expect(faults(ObservationRow.safeParse(bare))).toEqual(needsValue)
    expect(rowFaults({ value: null })).toEqual(needsValue)
    expect(rowFaults({ value: null, obsStatus: 'L' })).toBeUndefined()
    expect(rowFaults({ obsStatus: 'E' })).toBeUndefined()
    expect(rowFaults({})).toBeUndefined()
    expect(faults(ObservationContentBody.safeParse({}))).toEqual(needsValue)
    expect(faults(ObservationContentBody.safeParse({ value: null }))).toEqual(needsValue)
    expect(faults(ObservationContentBody.safeParse({ obsStatus: 'M' }))).toBeUndefined()
    expect(faults(ObservationContentBody.safeParse({ value: '5' }))).toBeUndefined()
  })

  it('names either a cluster or a region', () => {
    const either = ['name either a cluster or a region']
    expect(rowFaults({ region: 'DE' })).toEqual(either)
    const { cluster: _, ...nobody } = row({})
    expect(faults(ObservationRow.safeParse(nobody))).toEqual(either)
    expect(faults(ObservationRow.safeParse({ ...nobody, region: 'DE' }))).toBeUndefined()
  })
})

describe('a verdict', () => {
  it('says why a value is returned or withdrawn', () => {
    const accepted = (decision: string, comment?: string) =>
      Verdict.safeParse({ decision, ...(comment && { comment }) }).success
    expect(['verified', 'published', 'returned', 'withdrawn'].map((decision) => accepted(decision))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect([accepted('returned', 'too high'), accepted('withdrawn', 'a mistake')]).toEqual([true, true])
  })
})

describe('a question', () => {
  it('about several series is one about each of their combinations', () => {
    const asked = seriesAsked(
      KpiTableQuery.parse({ indicator: 'jobs, revenue,jobs', breakdown: 'C,J', dimension: 'nation,stage' }),
    )
    expect(
      asked.map(({ indicator, breakdown, dimension }) => `${indicator} ${breakdown} ${dimension}`),
    ).toEqual([
      'jobs C nation',
      'jobs C stage',
      'jobs J nation',
      'jobs J stage',
      'revenue C nation',
      'revenue C stage',
      'revenue J nation',
      'revenue J stage',
    ])
    expect(asked[0]).toMatchObject({ universe: 'cluster', basis: 'public', change: 'year-before' })
    expect(KpiTableQuery.parse({ indicator: 'jobs' })).toMatchObject({
      indicator: ['jobs'],
      dimension: ['nation'],
      breakdown: ['_T'],
    })
  })

  it('about periods takes those that end within', () => {
    const periods = ['2023', '2023-Q4', '2024-01', '2024-Q1', '2024', '2024-12', '2025-Q1']
    const asked = (query: Parameters<typeof isAsked>[0]) => periods.filter((period) => isAsked(query, period))
    expect(asked({})).toEqual(periods)
    expect(asked({ period: '2024' })).toEqual(['2024'])
    expect(asked({ frequency: 'Q' })).toEqual(['2023-Q4', '2024-Q1', '2025-Q1'])
    expect(asked({ from: '2024' })).toEqual(['2024-01', '2024-Q1', '2024', '2024-12', '2025-Q1'])
    expect(asked({ to: '2023' })).toEqual(['2023', '2023-Q4'])
    expect(asked({ from: '2024-02', to: '2024-Q1' })).toEqual(['2024-Q1'])
    expect(asked({ from: '2024-Q1', to: '2024-Q4', frequency: 'A' })).toEqual(['2024'])
  })
})

describe('a summary that fits into one record', () => {
  const names = Array.from({ length: 1_001 }, (_, index) => `name ${index}`)
  const summary: RunSummary = {
    run: 'run_01J00000000000000000000000',
    job: 'aggregate-kpis',
    outcome: 'done',
    startedAt: '2024-01-01T00:00:00.000Z',
    finishedAt: '2024-01-01T00:00:01.000Z',
    milliseconds: 1_000,
    today: '2024-01-01',
    marks: 1,
    slices: 1,
    cells: { computed: 1, written: 1, removed: 0 },
    touched: names,
    excluded: names,
    unexpected: names,
    checks: names,
    reads: { requests: 1, records: 1 },
    writes: { requests: 1, records: 1 },
  }

  it('has the first thousand of each list, and a hundred names of marks', () => {
    const short = abridged({ ...summary, differing: names, setAside: names })
    expect(short).toEqual({
      ...summary,
      ...Object.fromEntries(
        ['touched', 'differing', 'excluded', 'unexpected', 'checks'].map((list) => [
          list,
          names.slice(0, 1_000),
        ]),
      ),
      setAside: names.slice(0, 100),
    })
  })

  it('says nothing of what there was not', () => {
    const short = abridged({ ...summary, touched: [] })
    expect(short).toMatchObject({ touched: [] })
    expect(Object.keys(short)).not.toContain('differing')
    expect(Object.keys(short)).not.toContain('setAside')
  })
})
