import * as z from 'zod'
import type { Capability, CapabilityGrant } from '../../kernel/access.ts'
import { CalendarDate } from '../../kernel/clock.ts'
import type { Grant } from './grant.ts'
import { earlierOf, type Interval, laterOf, shared } from './interval.ts'
import type { Position, Seats } from './position.ts'

/** What became of a holder: since when it is no longer, and what its successor took over; and whom it succeeded. Its
 *  record's version makes changes at one holder exclude each other. */
export const HolderState = z.object({
  holder: z.string(),
  ended: z
    .object({
      on: CalendarDate,
      successor: z.string().nullable(),
      positions: z.boolean(),
      grants: z.boolean(),
    })
    .exactOptional(),
  predecessors: z.array(z.string()).exactOptional(),
})
export type HolderState = z.output<typeof HolderState>

/** Records by which it follows when a grant holds and for whom: what became of holders, and the sources of delegated
 *  grants. */
export interface Book {
  readonly states: ReadonlyMap<string, HolderState>
  readonly sources: ReadonlyMap<string, Grant>
}

/** A grant for the days on which it holds. */
export interface Held extends Interval {
  readonly grant: Grant
}

const NEVER: Interval = { from: '9999-12-31', to: '0001-01-01' }

/** When a grant of a holder holds by its own dates and by what became of its holders: it ends with the first that nobody
 *  succeeded in it. */
const ownLife = (holder: string, { from, to }: Interval, states: Book['states']): Interval => {
  const ended = states.get(holder)?.ended
  if (ended === undefined) return { from, to }
  return ended.grants && ended.successor !== null
    ? ownLife(ended.successor, { from, to }, states)
    : { from, to: earlierOf(to, ended.on) }
}

/** When a grant holds: never outside the life of any of its sources. */
export const lifeOf = (grant: Grant, book: Book): Interval =>
  (grant.sources ?? []).reduce(
    (life, { grant: id }) => {
      const source = book.sources.get(id)
      return shared(life, source === undefined ? NEVER : ownLife(source.holder, source, book.states))
    },
    ownLife(grant.holder, grant, book.states),
  )

/** Who has a holder's grants on a day: itself, or who succeeded it in them by then. */
export const holderOn = (holder: string, day: string, states: Book['states']): string => {
  const ended = states.get(holder)?.ended
  return ended === undefined || day < ended.on || !ended.grants || ended.successor === null
    ? holder
    : holderOn(ended.successor, day, states)
}

/** The book with all grants of the holders that it is asked about. */
export interface FullBook extends Book {
  readonly grants: ReadonlyMap<string, readonly Grant[]>
}

/** All grants that a holder has or had, taken over ones included, each for the days on which it is the holder's. */
export const heldBy = (holder: string, book: FullBook): readonly Held[] => {
  const ended = book.states.get(holder)?.ended
  const held = passingThrough(holder, book)
  return ended === undefined ? held : held.map((one) => ({ ...one, to: earlierOf(one.to, ended.on) }))
}

const passingThrough = (holder: string, book: FullBook): readonly Held[] => [
  ...(book.grants.get(holder) ?? []).map((grant) => ({ grant, ...lifeOf(grant, book) })),
  ...(book.states.get(holder)?.predecessors ?? []).flatMap((predecessor) => {
    const ended = book.states.get(predecessor)?.ended
    if (ended?.grants !== true) return []
    return passingThrough(predecessor, book).map((one) => ({ ...one, from: laterOf(one.from, ended.on) }))
  }),
]

type Seat = Capability['positions'][number] & Interval

/** The seats that follow from one: the one itself until its authority ends, then at who takes it over. */
const seatsFrom = (seat: Seat, states: Book['states']): readonly Seat[] => {
  const ended = states.get(seat.holder)?.ended
  if (ended === undefined) return [seat]
  const here = { ...seat, to: earlierOf(seat.to, ended.on) }
  if (!ended.positions || ended.successor === null) return [here]
  const there = { ...seat, holder: ended.successor, from: laterOf(seat.from, ended.on) }
  return [here, ...seatsFrom(there, states)]
}

/** All that an account may do: for each position, own or as acting official, the grants of its holder for the days on
 *  which grant, sources and position all hold. Viewers use no power. Pure; the order of the result does not depend on
 *  the order of the input.
 *  @param positions the positions of others in which the person acts, by id */
export const capabilityFrom = (
  { account, person, positions: own, substitutions, alsoKnownAs }: Seats,
  positions: ReadonlyMap<string, Position>,
  book: FullBook,
): Capability => {
  const given: Seat[] = [
    ...own.map(({ from = '0001-01-01', to = null, ...rest }) => ({ ...rest, from, to })),
    ...substitutions.flatMap(({ position: id, person: insteadOf, ...substitution }) => {
      const position = positions.get(id)
      return position === undefined
        ? []
        : [{ holder: position.holder, role: position.role, insteadOf, ...shared(substitution, position) }]
    }),
  ]
  const seats = given.flatMap((seat) => seatsFrom(seat, book.states))
  return {
    subject: account,
    person,
    positions: seats.toSorted(by(({ holder, from }) => `${holder}${from}`)),
    grants: seats
      .filter(({ role }) => role !== 'viewer')
      .flatMap((seat) => heldBy(seat.holder, book).map((held) => usable(seat, held)))
      .toSorted(by(({ grant, from }) => `${grant}${from}`)),
    ...(alsoKnownAs && { alsoKnownAs }),
  }
}

/** A grant for the days on which it and what lets somebody use it both hold. */
export const usable = (
  seat: Interval & { readonly holder: string; readonly insteadOf?: string | undefined },
  held: Held,
): CapabilityGrant => {
  const { id, power, territory, clusters, categories, sources } = held.grant
  return {
    grant: id,
    holder: seat.holder,
    power,
    territory,
    ...(clusters && { clusters }),
    ...(categories && { categories }),
    ...shared(seat, held),
    ...(sources && { sources: sources.map(({ grant }) => grant) }),
    ...(seat.insteadOf !== undefined && { insteadOf: seat.insteadOf }),
  }
}

const by =
  <T>(key: (value: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
