import type { Capability } from '#kernel/access'
import { fullBookOf } from './books.ts'
import { capabilityFrom, type Position } from './model.ts'
import type { GovernanceStore } from './store.ts'

/** All that whoever signs in with a subject may do. @returns undefined for an unknown account */
export const capabilityOf = async (
  store: GovernanceStore,
  subject: string,
): Promise<Capability | undefined> => {
  const account = await store.persons.account(subject)
  return account === undefined ? undefined : capabilityOfAccount(store, account)
}

/** All that an account may do, made when asked from its positions and from the grants as they stand: so that a changed
 *  grant, source or authority is one write, whoever depends on it. Reads its seats, then one collection per holder, and
 *  the records of the sources of delegated grants.
 *  @returns undefined for an unknown account */
export const capabilityOfAccount = async (
  store: GovernanceStore,
  account: string,
): Promise<Capability | undefined> => {
  const seats = (await store.persons.seats(account))?.value
  if (seats === undefined) return undefined
  const acted = await Promise.all(
    seats.substitutions.map(({ holder, position }) => store.positionAt(holder, position)),
  )
  const positions = new Map<string, Position>()
  for (const position of acted) if (position !== undefined) positions.set(position.id, position)
  const holders = [...seats.positions, ...positions.values()].map(({ holder }) => holder)
  return capabilityFrom(seats, positions, await fullBookOf(store.table, holders))
}
