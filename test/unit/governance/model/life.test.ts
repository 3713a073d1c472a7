import { describe, expect, it } from 'vitest'
import {
  Authority,
  type Book,
  capabilityFrom,
  type FullBook,
  Grant,
  type HolderState,
  holderOn,
  lifeOf,
  Position,
  refuseDisorder,
  Seats,
  Succession,
  sharedPlaces,
  usable,
  wholeTerritory,
} from '#governance/model'
import { RuleFailedError } from '#kernel/errors'
import { pathOf } from '../../../support/power-worlds.ts'

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const ACT = { kind: 'Order', number: '1', date: '2026-01-01' }
const [OLD, NEW, OTHER] = [id('aut', 1), id('aut', 2), id('aut', 3)]

const grantOf = (number: number, changes: object = {}) =>
  Grant.parse({
    id: id('gra', number),
    holder: OLD,
    power: 'cluster.register',
    territory: ['A'],
    from: '2026-01-01',
    basis: 'Act',
    act: ACT,
    grantedBy: 'somebody',
    ...changes,
  })

const ended = (changes: Partial<NonNullable<HolderState['ended']>> = {}): HolderState => ({
  holder: OLD,
  ended: { on: '2026-06-01', successor: NEW, positions: true, grants: true, ...changes },
})

const bookOf = (
  states: readonly HolderState[] = [],
  grants: readonly Grant[] = [],
  sources: readonly Grant[] = [],
): FullBook => ({
  states: new Map(states.map((state) => [state.holder, state])),
  sources: new Map(sources.map((source) => [source.id, source])),
  grants: Map.groupBy(grants, ({ holder }) => holder),
})

const seatsOf = (changes: object = {}) =>
  Seats.parse({
    account: 'account',
    person: id('per', 1),
    positions: [{ holder: OLD, role: 'editor' }],
    substitutions: [],
    ...changes,
  })

describe('the life of a grant', () => {
  const lives = (grant: Grant, book: Book) => lifeOf(grant, book)

  it('is its own while its holder is there, and goes on at a successor that takes grants over', () => {
    expect(lives(grantOf(1), bookOf())).toEqual({ from: '2026-01-01', to: null })
    expect(lives(grantOf(1), bookOf([ended()]))).toEqual({ from: '2026-01-01', to: null })
  })

  it('ends with its holder where nobody took it over', () => {
    for (const state of [
      ended({ grants: false }),
      ended({ successor: null }),
      ended({ successor: null, grants: false }),
    ])
      expect(lives(grantOf(1), bookOf([state]))).toEqual({ from: '2026-01-01', to: '2026-06-01' })
  })

  it('is never where its source is unknown', () => {
    const part = grantOf(2, { holder: OTHER, sources: [{ holder: OLD, grant: id('gra', 1) }] })
    const known = lives(part, bookOf([], [], [grantOf(1, { to: '2026-03-01' })]))
    expect(known).toEqual({ from: '2026-01-01', to: '2026-03-01' })
    const { from, to } = lives(part, bookOf())
    expect(to !== null && from > to).toBe(true)
  })
})

describe('who has the grants of a holder that has ended', () => {
  const { states } = bookOf([ended()])

  it('is its successor from that day on', () => {
    expect(holderOn(OLD, '2026-05-31', states)).toBe(OLD)
    expect(holderOn(OLD, '2026-06-01', states)).toBe(NEW)
    expect(holderOn(OTHER, '2026-06-01', states)).toBe(OTHER)
  })

  it('is nobody else where grants ended or nobody succeeded', () => {
    for (const state of [ended({ grants: false }), ended({ successor: null })])
      expect(holderOn(OLD, '2026-07-01', bookOf([state]).states)).toBe(OLD)
  })
})

describe('what an account may do', () => {
  it('follows the order of ids and days, not that of its records', () => {
    const grants = [grantOf(3), grantOf(1), grantOf(2)]
    const positions = [
      { holder: NEW, role: 'editor' as const },
      { holder: OLD, role: 'editor' as const, from: '2026-02-01' },
      { holder: OLD, role: 'admin' as const, from: '2026-01-01', to: '2026-02-01' },
    ]
    const capability = capabilityFrom(seatsOf({ positions }), new Map(), bookOf([], grants))
    expect(capability.positions.map(({ holder, from }) => [holder, from])).toEqual([
      [OLD, '2026-01-01'],
      [OLD, '2026-02-01'],
      [NEW, '0001-01-01'],
    ])
    expect(capability.grants.map(({ grant, from }) => [grant, from])).toEqual(
      [1, 2, 3].flatMap((n) => [
        [id('gra', n), '2026-01-01'],
        [id('gra', n), '2026-02-01'],
      ]),
    )
    const reversed = capabilityFrom(
      seatsOf({ positions: positions.toReversed() }),
      new Map(),
      bookOf([], grants.toReversed()),
    )
    expect(reversed).toEqual(capability)
  })

  it('lacks a position that nobody took over, from the day its authority ended', () => {
    const positionsAfter = (state: HolderState) =>
      capabilityFrom(seatsOf(), new Map(), bookOf([state])).positions.map(({ holder, from, to }) => [
        holder,
        from,
        to,
      ])
    expect(positionsAfter(ended())).toEqual([
      [OLD, '0001-01-01', '2026-06-01'],
      [NEW, '2026-06-01', null],
    ])
    for (const state of [ended({ positions: false }), ended({ successor: null })])
      expect(positionsAfter(state)).toEqual([[OLD, '0001-01-01', '2026-06-01']])
  })

  it('takes over the grants of a predecessor only where they were taken over', () => {
    const grantsAtSuccessor = (grants: boolean) =>
      capabilityFrom(
        seatsOf({ positions: [{ holder: NEW, role: 'editor' }] }),
        new Map(),
        bookOf([ended({ grants }), { holder: NEW, predecessors: [OLD] }], [grantOf(1)]),
      ).grants.map(({ grant, from }) => [grant, from])
    expect(grantsAtSuccessor(true)).toEqual([[id('gra', 1), '2026-06-01']])
    expect(grantsAtSuccessor(false)).toEqual([])
  })

  it('in somebody’s stead holds while substitution and position do, and says in whose', () => {
    const position = Position.parse({
      id: id('pos', 1),
      person: id('per', 2),
      holder: OLD,
      role: 'admin',
      from: '2026-01-01',
      to: '2026-04-01',
    })
    const substitution = {
      id: id('sub', 1),
      position: position.id,
      holder: OLD,
      person: id('per', 2),
      from: '2026-03-01',
      to: '2026-05-01',
    }
    const acting = (positions: ReadonlyMap<string, Position>) =>
      capabilityFrom(
        seatsOf({ positions: [], substitutions: [substitution] }),
        positions,
        bookOf([], [grantOf(1)]),
      )
    expect(acting(new Map([[position.id, position]]))).toMatchObject({
      positions: [
        { holder: OLD, role: 'admin', insteadOf: id('per', 2), from: '2026-03-01', to: '2026-04-01' },
      ],
      grants: [{ grant: id('gra', 1), insteadOf: id('per', 2), from: '2026-03-01', to: '2026-04-01' }],
    })
    expect(acting(new Map())).toMatchObject({ positions: [], grants: [] })
  })
})

describe('a grant as it is used', () => {
  it('says nothing of what it is not limited to', () => {
    const plain = usable(
      { holder: OLD, from: '2026-01-01', to: null },
      { grant: grantOf(1), from: '2026-01-01', to: null },
    )
    expect(Object.keys(plain).sort()).toEqual(['from', 'grant', 'holder', 'power', 'territory', 'to'])
  })
})

describe('the end of an authority', () => {
  const accepted = (changes: object) =>
    Succession.safeParse({ kind: 'dissolved', on: '2026-06-01', act: ACT, ...changes }).success

  it('has a successor when it is merged', () => {
    expect(accepted({ kind: 'merged', successor: 'new' })).toBe(true)
    expect(accepted({ kind: 'merged' })).toBe(false)
    expect(accepted({})).toBe(true)
  })

  it('hands over nothing without a successor', () => {
    expect(accepted({ positions: 'taken-over' })).toBe(false)
    expect(accepted({ grants: 'taken-over' })).toBe(false)
    expect(accepted({ successor: 'new', positions: 'taken-over', grants: 'taken-over' })).toBe(true)
  })
})

describe('the territory of an authority', () => {
  const territoryOf = (territory: readonly string[], ...absorbed: readonly (readonly string[])[]) =>
    wholeTerritory(
      Authority.parse({
        id: OLD,
        code: 'old',
        names: { en: 'Old' },
        level: 'regional',
        parent: null,
        territory,
        absorbed: absorbed.map((taken) => ({
          authority: 'gone',
          territory: taken,
          on: '2026-01-01',
          act: ACT,
        })),
      }),
    )

  it('is its own with what it took over, each region once, or everywhere', () => {
    expect(territoryOf(['A'])).toEqual(['A'])
    expect(territoryOf(['A'], ['B', 'A'], ['C'])).toEqual(['A', 'B', 'C'])
    expect(territoryOf(['A'], ['*'])).toEqual(['*'])
  })
})

it('places that two territories share are told in order', () => {
  expect(sharedPlaces(['C', 'B1', 'A'], ['N'], pathOf)).toEqual(['A', 'B1', 'C'])
  expect(sharedPlaces(['C', 'A'], ['A2', 'A1', 'C'], pathOf)).toEqual(['A1', 'A2', 'C'])
})

it('an interval has at least one day', () => {
  expect(() => refuseDisorder({ from: '2026-01-01', to: '2026-01-02' })).not.toThrow()
  expect(() => refuseDisorder({ from: '2026-01-01', to: null })).not.toThrow()
  for (const to of ['2026-01-01', '2025-12-31'])
    expect(() => refuseDisorder({ from: '2026-01-01', to })).toThrow(RuleFailedError)
  expect(() => refuseDisorder({ from: '2026-01-01', to: '2025-12-31' })).toThrow(/after "from"/)
})
