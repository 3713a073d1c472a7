import { isLive, type Reach, type Resource, reachesCategory, reachesPlace } from '#kernel/access'
import type { CalendarDate } from '#kernel/clock'
import type { Power } from '#kernel/powers'
import type { Table } from '#kernel/table'
import type { Position } from '../model.ts'
import { standingOf } from '../standing.ts'
import { GovernanceStore } from '../store.ts'

/** Who is in office: for whoever has to tell somebody. */
export interface OfficeReader {
  /** The people who hold a position at an authority or organisation on a day, or act in one, with its role. */
  at(holder: string, day: CalendarDate): Promise<readonly InOffice[]>
  /** By what is concerned, those who use a power over it on a day: editors and admins of the holders of grants that
   *  cover it. */
  using(power: Power, day: CalendarDate): Promise<(resource: Resource) => readonly InOffice[]>
}

/** A person in a position. */
export interface InOffice {
  readonly person: string
  readonly holder: string
  readonly role: Position['role']
}

/** Offices on the table of governance. */
export const officeReader = (table: Table): OfficeReader => {
  const store = new GovernanceStore(table)
  return {
    at: (holder, day) => officeOf(store, holder, day),
    using: async (power, day) => {
      const standing = (await standingOf(store, await store.grantsOf(power), day)).filter((one) =>
        isLive(one, day),
      )
      const holders = [...new Set(standing.map(({ holder }) => holder))]
      const offices = new Map<string, readonly InOffice[]>()
      for (const holder of holders) {
        const people = await officeOf(store, holder, day)
        offices.set(
          holder,
          people.filter(({ role }) => role !== 'viewer'),
        )
      }
      const covering = (resource: Resource) => standing.filter(({ grant }) => covers(grant, resource))
      return (resource) => {
        const found = covering(resource).flatMap(({ holder }) => offices.get(holder) ?? [])
        return [...new Map(found.map((one) => [one.person, one])).values()]
      }
    },
  }
}

const covers = (grant: Reach, resource: Resource): boolean =>
  reachesPlace(grant, resource) && reachesCategory(grant, resource)

/** The positions at a holder, with those of the authorities whose positions it took over. */
const officeOf = async (
  store: GovernanceStore,
  holder: string,
  day: CalendarDate,
): Promise<readonly InOffice[]> => {
  const { state, positions, substitutions } = await store.holder(holder)
  const live = positions.map(({ value }) => value).filter((position) => isLive(position, day))
  const roles = new Map(live.map(({ id, role }) => [id, role]))
  const own = live.map(({ person, role }) => ({ person, holder, role }))
  const acting = substitutions.flatMap(({ value }) => {
    const role = roles.get(value.position)
    return role !== undefined && isLive(value, day) ? [{ person: value.substitute, holder, role }] : []
  })
  const inherited = await Promise.all(
    (state.predecessors ?? []).map(async (predecessor) => {
      const { ended } = (await store.holder(predecessor)).state
      return ended?.positions === true && ended.on <= day ? officeOf(store, predecessor, day) : []
    }),
  )
  return [...own, ...acting, ...inherited.flat().map((one) => ({ ...one, holder }))]
}
