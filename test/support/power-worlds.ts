import {
  type Book,
  type FullBook,
  Grant,
  type HolderState,
  Position,
  refuseExcess,
  Seats,
} from '#governance/model'
import type { Resource } from '#kernel/access'
import { addDays } from '#kernel/clock'
import { RuleFailedError } from '#kernel/errors'

/** Worlds of made-up authorities, grants, delegations and positions, for asking two judges the same question. */

const DAYS = 40
const dateOf = (day: number): string => addDays('2026-01-01', day)

const id = (prefix: string, number: number): string => `${prefix}_${String(number).padStart(26, '0')}`

const PARENTS: Readonly<Record<string, string | null>> = {
  N: null,
  A: 'N',
  B: 'N',
  C: 'N',
  A1: 'A',
  A2: 'A',
  B1: 'B',
}
export const REGIONS = Object.keys(PARENTS)

export const pathOf = (region: string): readonly string[] => {
  const parent = PARENTS[region]
  return typeof parent === 'string' ? [...pathOf(parent), region] : [region]
}

/** All regions of a territory with what lies below them. */
export const closureOf = (territory: readonly string[]): readonly string[] => {
  const below = REGIONS.filter((region) => territory.includes(PARENTS[region] ?? ''))
  return below.length === 0 ? territory : [...territory, ...closureOf(below)]
}

const CLUSTERS = [id('clu', 1), id('clu', 2)]
const CATEGORIES = ['c1', 'c2', 'c3']
const POWERS = ['cluster.register', 'cluster.edit'] as const
const HOLDERS = [1, 2, 3].map((number) => id('aut', number))

/** Someone's position, own or acted in, and when it may be used. */
export interface Seat {
  readonly holder: string
  readonly role: 'admin' | 'editor' | 'viewer'
  readonly spans: readonly Span[]
}

/** Days from the first one until before the last one; null: without end. */
export interface Span {
  readonly from: string
  readonly to: string | null
}

export interface World {
  readonly grants: readonly Grant[]
  readonly states: ReadonlyMap<string, HolderState>
  readonly seats: Seats
  readonly positions: ReadonlyMap<string, Position>
  readonly book: FullBook
}

/** A source of chance: the next number in [0, 1). */
type Chance = () => number

const picker = (chance: Chance) => ({
  below: (bound: number) => Math.floor(chance() * bound),
  often: (share: number) => chance() < share,
  one: <T>(values: readonly [T, ...T[]] | readonly T[]): T => {
    const value = values[Math.floor(chance() * values.length)]
    if (value === undefined) throw new RangeError('nothing to choose from')
    return value
  },
  some: <T>(values: readonly T[], share: number): T[] => {
    const chosen = values.filter(() => chance() < share)
    return chosen.length > 0 ? chosen : values.slice(0, 1)
  },
})
type Picker = ReturnType<typeof picker>

const spanOf = ({ below, often }: Picker): Span => {
  const from = below(DAYS / 3)
  return { from: dateOf(from), to: often(0.5) ? null : dateOf(from + 1 + below(DAYS - from)) }
}

const reachOf = ({ often, some, one }: Picker) => {
  const place = often(0.15)
    ? { territory: [], clusters: some(CLUSTERS, 0.5) }
    : { territory: often(0.2) ? ['*'] : some([one(REGIONS), one(REGIONS), one(REGIONS)], 0.7).filter(unique) }
  return { ...place, ...(often(0.3) && { categories: some(CATEGORIES, 0.5) }) }
}

const unique = <T>(value: T, index: number, all: readonly T[]) => all.indexOf(value) === index

/** A world by chance: up to thirteen grants, half of them delegated from others; some ended after that, below which the
 *  delegated ones keep their own dates; up to two authorities that end; one account. */
export const worldOf = (chance: Chance): World => {
  const pick = picker(chance)
  const grants: Grant[] = []
  for (let number = 1; number <= 8 + pick.below(6); number++) {
    const source = grants.length > 0 && pick.often(0.5) ? pick.one(grants) : undefined
    const candidate = Grant.parse({
      id: id('gra', number),
      holder: pick.one(HOLDERS),
      power: source?.power ?? pick.one(POWERS),
      ...reachOf(pick),
      ...spanOf(pick),
      basis: 'Act',
      act: null,
      delegable: pick.often(0.9),
      grantedBy: 'somebody',
      ...(source && { sources: [...(source.sources ?? []), { holder: source.holder, grant: source.id }] }),
    })
    if (source === undefined || isPart(candidate, source)) grants.push(candidate)
  }
  const shortened = grants.map((grant) => {
    const to = dateOf(1 + pick.below(DAYS))
    return pick.often(0.25) && grant.from < to ? { ...grant, to } : grant
  })
  const states = successions(pick)
  const book: Book = { states, sources: new Map(shortened.map((grant) => [grant.id, grant])) }
  const byHolder = new Map(
    HOLDERS.map((holder) => [holder, shortened.filter((one) => one.holder === holder)]),
  )
  return { grants: shortened, states, ...account(pick), book: { ...book, grants: byHolder } }
}

const isPart = (part: Grant, source: Grant): boolean => {
  try {
    refuseExcess(source, source, part, pathOf)
    return true
  } catch (error) {
    if (error instanceof RuleFailedError) return false
    throw error
  }
}

/** The first authority may end, and whoever succeeds it later. */
const successions = ({ below, often }: Picker): ReadonlyMap<string, HolderState> => {
  const states = new Map<string, HolderState>(HOLDERS.map((holder) => [holder, { holder }]))
  const [first = '', second = '', third = ''] = HOLDERS
  const end = (holder: string, successor: string | null, day: number) => {
    const taken = { positions: successor !== null && often(0.6), grants: successor !== null && often(0.6) }
    const predecessors = states.get(holder)?.predecessors
    states.set(holder, {
      holder,
      ended: { on: dateOf(day), successor, ...taken },
      ...(predecessors && { predecessors }),
    })
    if (successor !== null) states.set(successor, { holder: successor, predecessors: [holder] })
  }
  if (often(0.5)) {
    const day = 1 + below(DAYS / 2)
    end(first, often(0.8) ? second : null, day)
    if (often(0.5)) end(second, often(0.7) ? third : null, day + 1 + below(DAYS / 2))
  }
  return states
}

/** One account with some positions of its own, and perhaps one in which it acts for somebody. */
const account = (pick: Picker): Pick<World, 'seats' | 'positions'> => {
  const roles = ['admin', 'editor', 'editor', 'viewer'] as const
  const own = Array.from({ length: 1 + pick.below(3) }, () => ({
    holder: pick.one(HOLDERS),
    role: pick.one(roles),
    ...spanOf(pick),
  }))
  const position = Position.parse({
    id: id('pos', 1),
    person: id('per', 2),
    holder: pick.one(HOLDERS),
    role: pick.one(roles),
    ...spanOf(pick),
  })
  const from = pick.below(DAYS - 1)
  const substitution = {
    id: id('sub', 1),
    position: position.id,
    holder: position.holder,
    person: position.person,
    from: dateOf(from),
    to: dateOf(from + 1 + pick.below(DAYS - from)),
  }
  const seats = Seats.parse({
    account: 'somebody',
    person: id('per', 1),
    positions: own,
    substitutions: pick.often(0.4) ? [substitution] : [],
  })
  return { seats, positions: new Map([[position.id, position]]) }
}

/** A question: this power, on this thing, on this day. */
export const questionOf = (chance: Chance) => {
  const pick = picker(chance)
  const regions = pick.often(0.05)
    ? []
    : [pick.one(REGIONS), pick.one(REGIONS)].slice(pick.below(2)).filter(unique)
  const resource: Resource = {
    regions: regions.map(pathOf),
    ...(pick.often(0.8) && { category: pick.one(CATEGORIES) }),
    ...(pick.often(0.4) && { cluster: pick.one(CLUSTERS) }),
  }
  return { power: pick.one(POWERS), resource, today: dateOf(pick.below(DAYS + 1)) }
}
