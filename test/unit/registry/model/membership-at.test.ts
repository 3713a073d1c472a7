import { describe, expect, it } from 'vitest'
import { countsOf, Membership, membershipAt } from '#registry/model'

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const instant = (day: string) => `${day}T12:00:00.000Z`

const step = (kind: string, on: string, recorded: string, rest: object = {}) => ({
  step: kind,
  side: 'authority',
  on,
  recordedAt: instant(recorded),
  ...rest,
})

/** A member since 2020, with a level since 2022; suspended in 2023, taken over at the beginning of 2025. */
const membership = Membership.parse({
  cluster: id('clu', 1),
  organisation: id('org', 1),
  from: '2020-01-01',
  to: '2025-01-01',
  roles: ['research'],
  level: 'research',
  suspended: [],
  formerly: { organisation: id('org', 9), from: '2015-01-01' },
  successor: { organisation: id('org', 2), from: '2025-01-01' },
  steps: [
    step('confirmed', '2020-01-01', '2020-01-02'),
    step('suspended', '2023-01-01', '2023-01-10', { to: '2024-01-01' }),
    step('succeeded', '2025-01-01', '2024-12-01'),
  ],
  recordedAt: instant('2024-12-01'),
})

const stated = (validFrom: string, recorded: string, changes: Readonly<Record<string, unknown>>) => ({
  validFrom,
  validTo: null,
  recordedAt: instant(recorded),
  changes,
})

const assertions = [
  stated('2020-01-01', '2020-01-02', { roles: ['research'], tasks: ['optics'], to: null }),
  stated('2022-01-01', '2022-02-01', { level: 'research' }),
  stated('2020-01-01', '2024-12-01', { to: '2025-01-01' }),
]

const at = (asOf: string, known: string) =>
  membershipAt(membership, assertions, { asOf, knownAt: instant(known) })

describe('a membership of a past day', () => {
  it('is not there before its first day, from its end on, or before anybody recorded it', () => {
    expect(at('2019-12-31', '2026-01-01')).toBeUndefined()
    expect(at('2020-01-01', '2026-01-01')).toBeDefined()
    expect(at('2024-12-31', '2026-01-01')).toBeDefined()
    expect(at('2025-01-01', '2026-01-01')).toBeUndefined()
    expect(at('2020-06-01', '2020-01-01')).toBeUndefined()
  })

  it('has no end that was not known yet', () => {
    expect(at('2025-06-01', '2024-06-01')).toMatchObject({ to: null })
    expect(at('2024-06-01', '2024-12-02')).toMatchObject({ to: '2025-01-01' })
  })

  it('has the level of the day as it was known', () => {
    expect(at('2022-06-01', '2022-03-01')).toMatchObject({ level: 'research', tasks: ['optics'] })
    expect(at('2021-06-01', '2022-03-01')).not.toHaveProperty('level')
    expect(at('2022-06-01', '2022-01-15')).not.toHaveProperty('level')
  })

  it('has the suspensions, steps and successor that were known', () => {
    const before = at('2023-06-01', '2023-01-01')
    expect(before).toMatchObject({ suspended: [], formerly: { organisation: id('org', 9) } })
    expect(before?.steps).toHaveLength(1)
    expect(before).not.toHaveProperty('successor')
    const after = at('2023-06-01', '2024-12-02')
    expect(after).toMatchObject({
      suspended: [{ from: '2023-01-01', to: '2024-01-01' }],
      successor: { organisation: id('org', 2) },
      recordedAt: instant('2024-12-01'),
    })
    expect(after?.steps).toHaveLength(3)
    expect(at('2023-06-01', '2023-02-01')?.recordedAt).toBe(instant('2022-02-01'))
  })
})

describe('members by what they are', () => {
  const member = (changes: Partial<Parameters<typeof countsOf>[0][number]>) => ({
    kind: 'firm' as const,
    size: undefined,
    level: undefined,
    roles: ['research' as const],
    tasks: [],
    ...changes,
  })
  const told = (counts: readonly { readonly code: string; readonly members: number }[]) =>
    Object.fromEntries(
      counts.filter(({ members }) => members > 0).map(({ code, members }) => [code, members]),
    )

  it('are counted with what is not known, sizes of firms only, and each task once a member', () => {
    const counts = countsOf([
      member({ size: 'small', level: 'research', tasks: ['b', 'b', 'a'] }),
      member({ tasks: ['b'] }),
      member({ kind: 'university', size: 'large', roles: ['research', 'education'], tasks: ['c'] }),
    ])
    expect(counts.members).toBe(3)
    expect(told(counts.byKind)).toEqual({ firm: 2, university: 1 })
    expect(told(counts.bySize)).toEqual({ small: 1, unknown: 1 })
    expect(told(counts.byRole)).toEqual({ research: 3, education: 1 })
    expect(told(counts.byLevel)).toEqual({ research: 1, unknown: 2 })
    expect(counts.byTask).toEqual([
      { code: 'b', members: 2 },
      { code: 'a', members: 1 },
      { code: 'c', members: 1 },
    ])
  })

  it('show the levels of the value chain at which nobody is', () => {
    const { chainGaps, byLevel } = countsOf([member({ level: 'research' })])
    expect(chainGaps).not.toContain('research')
    expect(chainGaps).toContain('components')
    expect(byLevel.find(({ code }) => code === 'components')).toEqual({ code: 'components', members: 0 })
    expect(countsOf([]).chainGaps).toContain('research')
  })
})
