import { describe, expect, it } from 'vitest'
import {
  attributeReaches,
  Catalogue,
  type ClusterFacts,
  dependentFigures,
  type MembershipFacts,
  membershipReaches,
  membershipTurns,
  reaches,
} from '#monitoring/model'
import { catalogued, cluster } from '../support.ts'

describe('what a changed observation touches', () => {
  const perHead = catalogued('per-head', {
    aggregation: { rule: 'ratio-of-sums', numerator: 'revenue', denominator: 'jobs' },
  })
  const touched = (period: string, reporting: 'of-period' | 'cumulative' = 'of-period') => {
    const catalogue = new Catalogue([catalogued('jobs', { frequency: 'M', reporting }), perHead])
    return dependentFigures({ indicator: 'jobs', period }, catalogue)
  }

  it('are its own figure and those made from it, in its period and every longer one', () => {
    expect(touched('2024-08')).toEqual(
      ['2024-08', '2024-Q3', '2024'].flatMap((period) => [
        { indicator: 'jobs', period },
        { indicator: 'per-head', period },
      ]),
    )
  })

  it('are, where reports are cumulative, the next of the year too, each figure once', () => {
    const periods = (period: string) =>
      touched(period, 'cumulative').flatMap((one) => (one.indicator === 'jobs' ? [one.period] : []))
    expect(periods('2024-08')).toEqual(['2024-08', '2024-Q3', '2024', '2024-09'])
    expect(periods('2024-09')).toEqual(['2024-09', '2024-Q3', '2024', '2024-10', '2024-Q4'])
    expect(periods('2024-12')).toEqual(['2024-12', '2024-Q4', '2024'])
  })

  it('is nothing more of an indicator that the catalogue does not have', () => {
    expect(dependentFigures({ indicator: 'gone', period: '2024' }, new Catalogue([]))).toEqual([
      { indicator: 'gone', period: '2024' },
    ])
  })
})

describe('where a change of a cluster reaches', () => {
  const since = (from: string, value: string, before?: string): ClusterFacts['category'] => [
    ...(before === undefined ? [] : [{ from: '1990-01-01', to: from, value: before }]),
    { from, to: null, value },
  ]
  const registered = (from: string, number = 'no-c1'): ClusterFacts['entries'] => [
    { register: 'national', number, status: [{ from, to: null, value: 'registered' }] },
  ]

  it('is nowhere if nothing reads differently', () => {
    expect(attributeReaches(cluster('c1'), cluster('c1'))).toEqual([])
    expect(attributeReaches(undefined, undefined)).toEqual([])
  })

  it('is the groups before and after, from the day of the change', () => {
    const after = cluster('c1', { category: since('2024-07-01', 'bio', 'auto') })
    const [reach, ...others] = attributeReaches(cluster('c1'), after)
    expect(others).toEqual([])
    expect(reach).toMatchObject({ from: '2024-07-01', to: null, countsOnly: false, presence: false })
    expect(reach?.groups).toEqual([
      'category#auto',
      'category#bio',
      'category-any#auto',
      'region#DE',
      'region#DE-BY',
      'region-seat#DE',
      'region-seat#DE-BY',
      'section#C',
      'stage#growth',
      'type#industrial',
    ])
  })

  it('is between the days on which it differs', () => {
    const passing: ClusterFacts['stage'] = [
      { from: '1990-01-01', to: '2024-01-01', value: 'growth' },
      { from: '2024-01-01', to: '2024-03-01', value: 'decline' },
      { from: '2024-03-01', to: null, value: 'growth' },
    ]
    expect(attributeReaches(cluster('c1'), cluster('c1', { stage: passing }))).toMatchObject([
      { from: '2024-01-01', to: '2024-03-01' },
    ])
  })

  it('is its presence where it comes into the register or leaves it', () => {
    const later = cluster('c1', { entries: registered('2010-01-01') })
    for (const [before, after] of [
      [cluster('c1'), later],
      [later, cluster('c1')],
    ])
      expect(attributeReaches(before, after)).toMatchObject([
        { from: '2000-01-01', to: '2010-01-01', countsOnly: false, presence: true },
      ])
    expect(attributeReaches(undefined, later)).toMatchObject([
      { from: '2010-01-01', to: null, countsOnly: false, presence: true },
    ])
    expect(attributeReaches(later, undefined)).toMatchObject([{ from: '2010-01-01', presence: true }])
  })

  it('is counts only where its entries read differently, not its groups', () => {
    const two = cluster('c1', { entries: [...cluster('c1').entries, ...registered('2015-01-01', '2')] })
    expect(attributeReaches(cluster('c1'), two)).toMatchObject([
      { from: '2015-01-01', to: null, countsOnly: true, presence: false },
    ])
    const renumbered = cluster('c1', { entries: registered('2000-01-01', '7') })
    expect(attributeReaches(cluster('c1'), renumbered)).toMatchObject([
      { from: '2000-01-01', to: null, countsOnly: true, presence: false },
    ])
  })
})

describe('where a change of a membership reaches', () => {
  const membership = (overrides: Partial<MembershipFacts> = {}): MembershipFacts => ({
    cluster: 'c1',
    organisation: 'o1',
    from: '2020-01-01',
    to: null,
    suspended: [],
    ...overrides,
  })

  it('is where it counts in one state only', () => {
    expect(membershipReaches(membership(), membership())).toEqual([])
    expect(membershipReaches(undefined, membership())).toEqual([{ from: '2020-01-01', to: null }])
    expect(membershipReaches(membership(), undefined)).toEqual([{ from: '2020-01-01', to: null }])
    expect(membershipReaches(membership(), membership({ from: '2021-01-01' }))).toEqual([
      { from: '2020-01-01', to: '2021-01-01' },
    ])
    expect(membershipReaches(membership(), membership({ to: '2022-01-01' }))).toEqual([
      { from: '2022-01-01', to: null },
    ])
  })

  it('is where it is suspended now', () => {
    const paused = membership({
      suspended: [
        { from: '2021-01-01', to: '2021-03-01' },
        { from: '2023-01-01', to: null },
      ],
    })
    expect(membershipReaches(membership(), paused)).toEqual([
      { from: '2021-01-01', to: '2021-03-01' },
      { from: '2023-01-01', to: null },
    ])
    const longer = membership({ suspended: [{ from: '2021-01-01', to: '2021-04-01' }] })
    const shorter = membership({ suspended: [{ from: '2021-01-01', to: '2021-03-01' }] })
    expect(membershipReaches(shorter, longer)).toEqual([{ from: '2021-03-01', to: '2021-04-01' }])
  })

  it('turns on the days that both states do not share', () => {
    expect(membershipTurns(undefined, membership())).toEqual({ joined: ['2020-01-01'], left: [] })
    expect(membershipTurns(membership(), membership({ from: '2021-01-01', to: '2022-01-01' }))).toEqual({
      joined: ['2020-01-01', '2021-01-01'],
      left: ['2022-01-01'],
    })
    expect(membershipTurns(membership({ to: '2022-01-01' }), undefined)).toEqual({
      joined: ['2020-01-01'],
      left: ['2022-01-01'],
    })
    expect(membershipTurns(membership(), membership())).toEqual({ joined: [], left: [] })
  })
})

describe('a reach', () => {
  it('holds its first day and not its last', () => {
    const reach = { from: '2024-01-01', to: '2024-03-01' }
    expect(
      ['2023-12-31', '2024-01-01', '2024-02-29', '2024-03-01'].map((date) => reaches(reach, date)),
    ).toEqual([false, true, true, false])
    expect(reaches({ from: '2024-01-01', to: null }, '2999-01-01')).toBe(true)
  })
})
