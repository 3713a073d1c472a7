import { describe, expect, it } from 'vitest'
import {
  Catalogue,
  figuresOf,
  groupsWanted,
  Plan,
  registerOf,
  type Slice,
  sliceKey,
  type Wanted,
} from '#monitoring/model'
import { catalogued, cluster, region } from '../support.ts'

const perHead = catalogued('per-head', {
  aggregation: { rule: 'ratio-of-sums', numerator: 'revenue', denominator: 'jobs' },
})
const catalogue = new Catalogue([
  catalogued('jobs', { frequency: 'Q' }),
  catalogued('revenue', { frequency: 'Q' }),
  perHead,
])
const slice = (indicator: string, period: string, overrides: Partial<Slice> = {}): Slice => ({
  universe: 'cluster',
  indicator,
  breakdown: '_T',
  period,
  ...overrides,
})
const today = '2026-03-01'
/** What is wanted of each slice, in words. */
const written = (plan: Plan) =>
  Object.fromEntries(
    [...plan.slices].map(([key, { all, groups, units, paths }]) => [
      key.replace('cluster#', '').replace('#_T', ''),
      [
        ...(all ? ['all'] : []),
        ...groups,
        ...[...units].map((unit) => `of ${unit}`),
        ...[...paths].map((path) => `above ${path}`),
      ].join(', '),
    ]),
  )

describe('a plan', () => {
  it('wants of a changed observation the groups of its unit in every figure that rests on it', () => {
    const plan = new Plan(catalogue)
    plan.observation(slice('jobs', '2024-Q1'), 'c1', false)
    plan.observation(slice('revenue', '2024-Q1'), 'c2', false)
    plan.observation(slice('jobs', '2024', { universe: 'region' }), 'DE-BY', true)
    expect(written(plan)).toEqual({
      'jobs#2024-Q1': 'of c1',
      'per-head#2024-Q1': 'of c1, of c2',
      'jobs#2024': 'of c1',
      'per-head#2024': 'of c1, of c2',
      'revenue#2024-Q1': 'of c2',
      'revenue#2024': 'of c2',
      'region#jobs#2024': 'above DE-BY',
      'region#per-head#2024': 'above DE-BY',
    })
  })

  it('wants of a changed duty the groups of the clusters, without a list all', () => {
    const plan = new Plan(catalogue)
    plan.coverage(slice('jobs', '2024-Q1'), ['c1', 'c2'])
    plan.coverage(slice('revenue', '2024-Q1'), undefined)
    plan.all(slice('jobs', '2023'))
    expect(written(plan)).toEqual({
      'jobs#2024-Q1': 'of c1, of c2',
      'per-head#2024-Q1': 'all, of c1, of c2',
      'revenue#2024-Q1': 'all',
      'jobs#2023': 'all',
    })
  })

  it('wants of changed attributes the groups in figures whose last day is reached', () => {
    const figures = ['2023', '2024', '2024-Q1', '2024-Q2'].map((period) => slice('jobs', period))
    const attributes = (presence: boolean, countsOnly = false) => {
      const plan = new Plan(catalogue)
      const reach = { from: '2024-03-31', to: '2024-04-30', groups: ['stage#growth' as const] }
      plan.attributes('c1', { ...reach, presence, countsOnly }, figures, today)
      return written(plan)
    }
    expect(attributes(false)).toEqual({ 'jobs#2024-Q1': 'stage#growth' })
    // The year needs only the quarters in which the cluster was there.
    expect(attributes(true)).toEqual({ 'jobs#2024-Q1': 'stage#growth', 'jobs#2024': 'of c1' })
    expect(attributes(true, true)).toEqual({})
  })

  it('counts anew the years whose counting date is reached, the running one too', () => {
    const counted = (from: string, to: string | null) => {
      const plan = new Plan(catalogue)
      plan.attributes(
        'c1',
        { from, to, groups: ['stage#growth'], countsOnly: true, presence: false },
        [slice('jobs', '2024')],
        today,
      )
      return Object.keys(written(plan)).filter((key) => key.startsWith('entries'))
    }
    expect(counted('2024-06-01', null)).toEqual(['entries#2024', 'entries#2025', 'entries#2026'])
    expect(counted('2024-06-01', '2025-12-31')).toEqual(['entries#2024'])
    expect(counted('2026-03-01', null)).toEqual(['entries#2026'])
    expect(counted('2026-03-02', null)).toEqual([])
    const plan = new Plan(catalogue)
    const reach = { from: '2026-01-01', to: null, groups: ['stage#growth' as const] }
    plan.attributes('c1', { ...reach, countsOnly: true, presence: false }, [], today)
    expect(Object.keys(written(plan))).toEqual(
      ['clusters-registered', 'entries', 'members', 'memberships', 'joined', 'left'].map(
        (one) => `${one}#2026`,
      ),
    )
  })

  it('counts members anew where a membership counts differently', () => {
    const plan = new Plan(catalogue)
    plan.membership('c1', { from: '2024-06-01', to: '2025-06-01' }, today)
    plan.turn('joined', 'c1', '2024-06-01', today)
    plan.turn('left', 'c1', '2026-03-01', today)
    plan.turn('left', 'c2', '2026-03-02', today)
    expect(written(plan)).toEqual({
      'members#2024': 'of c1',
      'memberships#2024': 'of c1',
      'joined#2024': 'of c1',
      'left#2026': 'of c1',
    })
  })

  it('is worked off by universe, breakdown and year', () => {
    const plan = new Plan(catalogue)
    const slices = [
      slice('revenue', '2024-Q1'),
      slice('jobs', '2024', { universe: 'region' }),
      slice('jobs', '2024', { breakdown: 'C' }),
      slice('jobs', '2023'),
      slice('jobs', '2024'),
    ]
    for (const one of slices) plan.all(one)
    expect(plan.inOrder().map(({ slice: one, bundle }) => `${bundle}: ${sliceKey(one)}`)).toEqual([
      'cluster#C#2024: cluster#jobs#C#2024',
      'cluster#_T#2023: cluster#jobs#_T#2023',
      'cluster#_T#2024: cluster#jobs#_T#2024',
      'cluster#_T#2024: cluster#revenue#_T#2024-Q1',
      'region#_T#2024: region#jobs#_T#2024',
    ])
    expect(plan.clusterPeriods).toEqual(['2023', '2024', '2024-Q1'])
    expect([plan.needsClusters, plan.countsMembers]).toEqual([true, false])
  })

  it('tells whether it needs clusters, and members', () => {
    const plan = new Plan(catalogue)
    expect([plan.needsClusters, plan.countsMembers, plan.clusterPeriods]).toEqual([false, false, []])
    plan.all(slice('jobs', '2024', { universe: 'region' }))
    expect([plan.needsClusters, plan.countsMembers, plan.clusterPeriods]).toEqual([false, false, []])
    plan.all(slice('joined', '2024'))
    expect([plan.needsClusters, plan.countsMembers, plan.clusterPeriods]).toEqual([true, true, ['2024']])
  })
})

describe('the figures of slices that exist', () => {
  it('are themselves, longer periods and what depends on them, but no counts', () => {
    const figures = figuresOf(
      [slice('jobs', '2024-Q2'), slice('jobs', '2024-Q1'), slice('entries', '2024')],
      catalogue,
    )
    expect(figures.map(({ indicator, period }) => `${indicator} ${period}`)).toEqual([
      'jobs 2024',
      'jobs 2024-Q1',
      'jobs 2024-Q2',
      'per-head 2024',
      'per-head 2024-Q1',
      'per-head 2024-Q2',
    ])
  })
})

describe('the groups that are wanted', () => {
  const root = region('DE')
  const land = region('DE-BY', root)
  const register = registerOf([cluster('c1', { sections: [], stage: [], type: [] })], [], [root, land])
  const wanted = (more: Partial<Wanted>): Wanted => ({
    all: false,
    groups: new Set(),
    units: new Set(),
    paths: new Set(),
    ...more,
  })
  const groups = (universe: 'cluster' | 'region', more: Partial<Wanted>, isBenchmark = false) => [
    ...groupsWanted(
      slice('jobs', '2024', { universe }),
      wanted(more),
      register,
      '2024-12-31',
      () => isBenchmark,
    ),
  ]

  it('are of clusters those of the date, beside those named', () => {
    const found = groups('cluster', { groups: new Set(['stage#decline']), units: new Set(['c1', 'c9']) })
    expect(found).toEqual([
      'stage#decline',
      'region#DE',
      'region#DE-BY',
      'region-seat#DE',
      'region-seat#DE-BY',
      'category#auto',
      'category-any#auto',
    ])
    expect(groups('cluster', { paths: new Set(['c1']) })).toHaveLength(6)
  })

  it('are of regions their whole path, of a benchmark the region alone', () => {
    expect(groups('region', { units: new Set(['DE-BY']) })).toEqual(['region#DE', 'region#DE-BY'])
    expect(groups('region', { units: new Set(['DE-BY']) }, true)).toEqual(['region#DE-BY'])
    expect(groups('region', { paths: new Set(['DE-BY']) }, true)).toEqual(['region#DE', 'region#DE-BY'])
    expect(groups('region', { units: new Set(['DE-XX']) })).toEqual(['region#DE-XX'])
  })
})
