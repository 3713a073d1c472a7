import { describe, expect, it } from 'vitest'
import {
  countCells,
  countedPeriods,
  countingDate,
  isMemberCount,
  isRegistryCount,
  type MembershipFacts,
  type RegistryCount,
  registerOf,
} from '#monitoring/model'
import { cluster } from '../support.ts'

const today = '2026-03-01'
const state = (value: 'registered' | 'suspended' | 'removed', number: string, register = 'national') => ({
  register,
  number,
  status: [{ from: '2020-05-01', to: null, value }],
})
const clusters = [
  cluster('c1', { entries: [state('registered', '1'), state('suspended', '1', 'regional')] }),
  cluster('c2', {
    entries: [state('suspended', '2')],
    category: [{ from: '2000-01-01', to: null, value: 'bio' }],
  }),
  cluster('c3', { entries: [state('removed', '3')] }),
]
const membership = (
  organisation: string,
  of: string,
  from: string,
  to: string | null = null,
  suspended: MembershipFacts['suspended'] = [],
) => ({ organisation, cluster: of, from, to, suspended })
const register = registerOf(
  clusters,
  [
    membership('o1', 'c1', '2024-12-31'),
    membership('o1', 'c2', '2025-01-01'),
    membership('o2', 'c1', '2025-12-31', '2026-01-01'),
    membership('o3', 'c1', '2025-02-01', '2025-12-31'),
    membership('o4', 'c2', '2025-02-01', null, [{ from: '2025-06-01', to: null }]),
    membership('o5', 'c3', '2025-02-01'),
    membership('o6', 'c1', '2026-03-01'),
    membership('o7', 'c1', '2026-03-02'),
  ],
  [],
)
const cells = (count: RegistryCount, period: string) => countCells(count, period, register, today)
const value = (count: RegistryCount, period: string, group = 'region#DE') =>
  cells(count, period).find(({ dimension, code }) => `${dimension}#${code}` === group)?.value

describe('counts of the register', () => {
  it.each([
    ['clusters-registered', '1', '1'],
    ['entries', '3', '3'],
    ['members', '2', '2'],
    ['memberships', '3', '3'],
    ['joined', '4', '1'],
    ['left', '1', '1'],
  ] as const)('of %s are %s in 2025 and %s in 2026 so far', (count, whole, running) => {
    expect([value(count, '2025'), value(count, '2026')]).toEqual([whole, running])
  })

  it('are of each group, and only of wanted ones', () => {
    expect([value('joined', '2025', 'category#auto'), value('joined', '2025', 'category#bio')]).toEqual([
      '2',
      '2',
    ])
    const wanted = new Set(['category#bio'] as const)
    expect(countCells('joined', '2025', register, today, wanted)).toMatchObject([
      { dimension: 'category', code: 'bio', value: '2', reporting: 1, expected: null },
    ])
  })

  it('are provisional until the year has ended, and complete by definition', () => {
    expect(cells('left', '2025')[0]).toMatchObject({ obsStatus: 'A', reporting: 2 })
    expect(cells('left', '2026')[0]).toMatchObject({ obsStatus: 'P', statistics: null })
    expect(countCells('left', '2025', register, '2025-12-31')[0]?.obsStatus).toBe('P')
  })

  it('count each entry of a cluster that is registered or suspended, and nothing of what there was', () => {
    const removed = { ...state('removed', '4', 'regional') }
    const one = registerOf([cluster('c1', { entries: [state('registered', '1'), removed] })], [], [])
    const count = (name: RegistryCount) => countCells(name, '2025', one, today)[0]?.value
    expect([count('entries'), count('clusters-registered')]).toEqual(['1', '1'])
  })

  it('are of clusters and of the total', () => {
    expect(countCells('entries', '2025', register, today)[0]).toMatchObject({
      ...{ universe: 'cluster', indicator: 'entries', breakdown: '_T', period: '2025' },
      ...{ byStatus: {}, estimatedShare: null, statistics: null, definitionVersion: 1 },
    })
  })

  it('rest on what they count', () => {
    const hashes = (['joined', 'left', 'memberships'] as const).map((count) => cells(count, '2025')[0]?.hash)
    expect(new Set(hashes).size).toBe(3)
  })

  it('are taken on the last day of the year, or today', () => {
    expect(['2025', '2026'].map((period) => countingDate(period, today))).toEqual(['2025-12-31', today])
  })

  it('begin with the first entry', () => {
    expect(countedPeriods(register, '2022-01-01')).toEqual(['2020', '2021', '2022'])
    expect(countedPeriods(register, '2020-05-01')).toEqual(['2020'])
    expect(countedPeriods(register, '2020-04-30')).toEqual([])
    const later = {
      ...state('registered', '2'),
      status: [{ from: '2023-01-01', to: null, value: 'registered' as const }],
    }
    const two = [cluster('c2', { entries: [later] }), cluster('c1', { entries: [state('registered', '1')] })]
    expect(countedPeriods(registerOf(two, [], []), '2021-01-01')).toEqual(['2020', '2021'])
    expect(countedPeriods(registerOf([], [], []), today)).toEqual([])
  })

  it('are told from other indicators', () => {
    expect(['entries', 'joined', 'employment'].map(isRegistryCount)).toEqual([true, true, false])
    expect(['entries', 'joined', 'employment'].map(isMemberCount)).toEqual([false, true, false])
  })
})
