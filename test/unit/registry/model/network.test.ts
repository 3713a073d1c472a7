import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CompositionMember, countsOf, networkOf, OrganisationId } from '#registry/model'

const id = (n: number) => OrganisationId.parse(`org_${String(n).padStart(26, '0')}`)
const tie = (supplier: number, customer: number) => ({ supplier: id(supplier), customer: id(customer) })
const [a, b, c, d, e] = [1, 2, 3, 4, 5]

/** A cluster and ties between some of its members, parallel ones and loops too. */
const networks = fc.integer({ min: 0, max: 9 }).chain((n) =>
  fc.record({
    members: fc.constant(Array.from({ length: n }, (_, index) => id(index))),
    ties: fc.array(
      fc.tuple(fc.nat(9), fc.nat(9)).map(([from, to]) => tie(from, to)),
      { maxLength: 30 },
    ),
  }),
)

describe('the network of a cluster', () => {
  it('has the figures of the agreed example', () => {
    const ties = [tie(a, b), tie(b, a), tie(a, c), tie(c, d), tie(c, d)]
    const network = networkOf([a, b, c, d, e].map(id), ties)
    expect(network.pairs).toBe(3)
    expect(network.density).toBe(3 / 10)
    expect([...network.degrees.values()]).toEqual([2, 1, 2, 1, 0])
    expect(network.shareWithTie).toBe(0.8)
  })

  it('has no density below two members, and no share without any', () => {
    expect(networkOf([id(a)], [])).toMatchObject({ density: null, shareWithTie: 0 })
    expect(networkOf([], [])).toMatchObject({ density: null, shareWithTie: null, pairs: 0 })
  })

  it('counts each pair of members once, whatever the number, order and direction of ties', () => {
    fc.assert(
      fc.property(networks, ({ members, ties }) => {
        const network = networkOf(members, ties)
        const turned = ties.map(({ supplier, customer }) => ({ supplier: customer, customer: supplier }))
        expect(networkOf(members, [...turned.toReversed(), ...ties])).toEqual(network)
        const inside = new Set(
          ties
            .filter(({ supplier, customer }) => supplier !== customer)
            .filter(({ supplier, customer }) => members.includes(supplier) && members.includes(customer))
            .map(({ supplier, customer }) => [supplier, customer].sort().join()),
        )
        expect(network.pairs).toBe(inside.size)
        const degrees = [...network.degrees.values()]
        expect(degrees.reduce((sum, degree) => sum + degree, 0)).toBe(2 * network.pairs)
        expect(degrees.every((degree) => degree < members.length)).toBe(true)
        expect(network.density ?? 0).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('grows less dense with a member that has no tie', () => {
    fc.assert(
      fc.property(networks, ({ members, ties }) => {
        const before = networkOf(members, ties)
        fc.pre((before.density ?? 0) > 0)
        const after = networkOf([...members, id(99)], ties)
        expect(after.density).toBeLessThan(before.density ?? 0)
        expect(after.pairs).toBe(before.pairs)
      }),
    )
  })
})

const member = (over: Partial<CompositionMember>): CompositionMember => ({
  organisation: id(1),
  kind: 'firm',
  size: undefined,
  roles: ['service'],
  level: undefined,
  tasks: [],
  memberSince: '2020-01-01',
  establishments: undefined,
  hasOutput: undefined,
  hasInvestmentContract: undefined,
  purchasesTotal: undefined,
  ...over,
})

describe('members counted', () => {
  const counts = countsOf([
    member({ size: 'small', level: 'components', tasks: ['training', 'export', 'export'] }),
    member({ size: undefined, roles: ['final-producer', 'research'], level: 'final-product' }),
    member({ kind: 'university', level: 'research', tasks: ['training'] }),
  ])
  const of = (list: readonly { code: string; members: number }[]) =>
    Object.fromEntries(list.filter(({ members }) => members > 0).map(({ code, members }) => [code, members]))

  it('are told by kind, size, role, level and task', () => {
    expect(counts.members).toBe(3)
    expect(of(counts.byKind)).toEqual({ firm: 2, university: 1 })
    expect(of(counts.bySize)).toEqual({ small: 1, unknown: 1 })
    expect(of(counts.byRole)).toEqual({ service: 2, 'final-producer': 1, research: 1 })
    expect(of(counts.byLevel)).toEqual({ research: 1, components: 1, 'final-product': 1 })
    expect(counts.byTask).toEqual([
      { code: 'training', members: 2 },
      { code: 'export', members: 1 },
    ])
  })

  it('show the levels of the value chain at which nobody is, in their order', () => {
    expect(counts.chainGaps).toEqual(['inputs', 'services', 'market'])
    expect(countsOf([]).chainGaps).toHaveLength(6)
  })
})
