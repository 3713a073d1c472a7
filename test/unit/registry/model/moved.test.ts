import { describe, expect, it } from 'vitest'
import { MemberFigures, Membership } from '#registry/model'
import { organisationMapping } from '#registry/model/merging/merger'
import { contradictions, movedFigures, movedMembership } from '#registry/model/merging/moved'

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const CLUSTER = id('clu', 1)
const [TWIN, KEPT] = [id('org', 1), id('org', 2)]

const membershipOf = (organisation: string, from: string, to: string | null, changes: object = {}) =>
  Membership.parse({
    cluster: CLUSTER,
    organisation,
    from,
    to,
    roles: ['research'],
    suspended: [],
    steps: [],
    recordedAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  })

const mapping = organisationMapping(
  membershipOf(TWIN, '2020-01-01', null).organisation,
  membershipOf(KEPT, '2020-01-01', null).organisation,
)
const moved = (moving: Membership, own: readonly Membership[], today = '2026-03-01') =>
  movedMembership(moving, own, mapping, today)
const spans = (memberships: readonly Membership[]) => memberships.map(({ from, to }) => [from, to])

describe('a membership of an organisation that is recorded twice', () => {
  it('goes over whole where the other record has none, and says whose it was', () => {
    const moving = membershipOf(TWIN, '2020-01-01', '2025-01-01')
    const { added, widened } = moved(moving, [])
    expect(added).toMatchObject([
      {
        organisation: KEPT,
        from: '2020-01-01',
        to: '2025-01-01',
        formerly: { organisation: TWIN, from: '2020-01-01' },
      },
    ])
    expect(widened).toBeUndefined()
  })

  it.each<[string, readonly (readonly [string, string | null])[], unknown]>([
    [
      'before and behind one in its midst',
      [['2022-01-01', '2023-01-01']],
      [
        ['2020-01-01', '2022-01-01'],
        ['2023-01-01', '2026-01-01'],
      ],
    ],
    ['behind one that began before it', [['2019-01-01', '2021-01-01']], [['2021-01-01', '2026-01-01']]],
    ['before one that outlasts it', [['2024-01-01', '2027-01-01']], [['2020-01-01', '2024-01-01']]],
    ['before one without end', [['2024-01-01', null]], [['2020-01-01', '2024-01-01']]],
    ['nowhere beside one of the same days', [['2020-01-01', '2026-01-01']], []],
    [
      'between several, in whatever order they are told',
      [
        ['2024-01-01', '2025-01-01'],
        ['2021-01-01', '2022-01-01'],
      ],
      [
        ['2020-01-01', '2021-01-01'],
        ['2022-01-01', '2024-01-01'],
        ['2025-01-01', '2026-01-01'],
      ],
    ],
    ['whole beside one that only follows it', [['2026-01-01', null]], [['2020-01-01', '2026-01-01']]],
  ])('goes over %s', (_name, own, left) => {
    const others = own.map(([from, to]) => membershipOf(KEPT, from, to))
    expect(spans(moved(membershipOf(TWIN, '2020-01-01', '2026-01-01'), others).added)).toEqual(left)
  })

  it('without end goes over without end behind the other’s', () => {
    const own = [membershipOf(KEPT, '2021-01-01', '2022-01-01')]
    expect(spans(moved(membershipOf(TWIN, '2020-01-01', null), own).added)).toEqual([
      ['2020-01-01', '2021-01-01'],
      ['2022-01-01', null],
    ])
  })

  it('keeps of its suspensions what lies in the parts that go over', () => {
    const suspended = [
      { from: '2020-06-01', to: '2021-06-01' },
      { from: '2021-07-01', to: '2021-08-01' },
      { from: '2022-06-01', to: null },
    ]
    const moving = membershipOf(TWIN, '2020-01-01', '2024-01-01', { suspended })
    const { added } = moved(moving, [membershipOf(KEPT, '2021-01-01', '2022-01-01')])
    expect(added.map((part) => part.suspended)).toEqual([
      [{ from: '2020-06-01', to: '2021-01-01' }],
      [{ from: '2022-06-01', to: '2024-01-01' }],
    ])
    const across = membershipOf(TWIN, '2020-01-01', null, { suspended: [{ from: '2021-06-01', to: null }] })
    expect(moved(across, [membershipOf(KEPT, '2021-01-01', '2022-01-01')]).added.at(-1)?.suspended).toEqual([
      { from: '2022-01-01', to: null },
    ])
  })

  it('of another cluster’s record still says which membership it took over', () => {
    const other = membershipOf(id('org', 3), '2020-01-01', null, {
      formerly: { organisation: id('org', 4), from: '2019-01-01' },
    })
    expect(moved(other, []).added[0]?.formerly).toEqual({ organisation: id('org', 4), from: '2019-01-01' })
    expect(moved(membershipOf(id('org', 3), '2020-01-01', null), []).added[0]).not.toHaveProperty('formerly')
  })

  it('lends roles, tasks and level to the one that holds on the day, if both do', () => {
    const moving = membershipOf(TWIN, '2020-01-01', null, {
      roles: ['research', 'education'],
      tasks: ['milling', 'welding'],
      level: 'components',
    })
    const own = membershipOf(KEPT, '2021-01-01', null, { tasks: ['welding'] })
    expect(moved(moving, [own]).widened).toMatchObject({
      from: '2021-01-01',
      roles: ['research', 'education'],
      tasks: ['welding', 'milling'],
      level: 'components',
    })
    const levelled = { ...own, level: 'inputs' as const }
    expect(moved(moving, [levelled]).widened?.level).toBe('inputs')
    expect(moved({ ...moving, to: '2026-03-01' }, [own]).widened).toBeUndefined()
    expect(moved(moving, [{ ...own, to: '2026-03-01' }]).widened).toBeUndefined()
    expect(moved(moving, [{ ...own, from: '2026-03-01' }]).widened).toBeDefined()
    expect(moved(moving, [{ ...own, from: '2026-03-02' }]).widened).toBeUndefined()
  })

  it('has twenty tasks at most afterwards', () => {
    const tasks = (word: string) => Array.from({ length: 15 }, (_, n) => `${word} ${n}`)
    const moving = membershipOf(TWIN, '2020-01-01', null, { tasks: tasks('milling') })
    const own = membershipOf(KEPT, '2021-01-01', null, { tasks: tasks('welding') })
    const joined = moved(moving, [own]).widened?.tasks ?? []
    expect(joined).toHaveLength(20)
    expect(joined.slice(0, 15)).toEqual(tasks('welding'))
  })
})

describe('the yearly figures of an organisation that is recorded twice', () => {
  const euros = (minorUnits: number, currency = 'EUR') => ({ minorUnits, currency })
  const figures = (organisation: string, changes: object) =>
    MemberFigures.parse({ cluster: CLUSTER, organisation, year: 2025, ...changes })

  it('contradict each other where both state them and differ', () => {
    const told = (one: object, other: object) => contradictions(figures(KEPT, one), figures(TWIN, other))
    const full = { purchasesTotal: euros(100), hasOutput: true, hasInvestmentContract: false }
    expect(told(full, full)).toEqual([])
    expect(told(full, {})).toEqual([])
    expect(told({}, full)).toEqual([])
    expect(told(full, { purchasesTotal: euros(101) })).toEqual(['purchasesTotal'])
    expect(told(full, { purchasesTotal: euros(100, 'RUB') })).toEqual(['purchasesTotal'])
    expect(told(full, { hasOutput: false, hasInvestmentContract: true })).toEqual([
      'hasOutput',
      'hasInvestmentContract',
    ])
  })

  it('are what the record that stays states, else what the other does', () => {
    const joined = movedFigures(
      figures(TWIN, { hasOutput: true, hasInvestmentContract: true }),
      figures(KEPT, { hasOutput: false }),
      mapping,
    )
    expect(joined).toMatchObject({ organisation: KEPT, hasOutput: false, hasInvestmentContract: true })
  })
})
