import type { Capability } from '#kernel/access'
import { capabilityFrom, type FullBook, type Grant, type HolderState, type Position } from './model.ts'
import type { GovernanceStore } from './store.ts'

/** All that an account may do, made when asked from its positions and from the grants as they stand: so that a changed
 *  grant, source or authority is one write, whoever depends on it. Reads its seats, then one collection per holder, and
 *  the records of the sources of delegated grants.
 *  @returns undefined for an unknown account */
export const capabilityOf = async (
  store: GovernanceStore,
  subject: string,
): Promise<Capability | undefined> => {
  const seats = (await store.seats(subject))?.value
  if (seats === undefined) return undefined
  const acted = await Promise.all(
    seats.substitutions.map(({ holder, position }) => store.positionAt(holder, position)),
  )
  const positions = new Map<string, Position>()
  for (const position of acted) if (position !== undefined) positions.set(position.id, position)
  const holders = [...seats.positions, ...positions.values()].map(({ holder }) => holder)
  return capabilityFrom(seats, positions, await fullBookOf(store, holders))
}

/** All by which it follows which grants these holders have and when: their own grants, and those of whom they succeeded
 *  or who succeeds them. */
export const fullBookOf = async (store: GovernanceStore, holders: readonly string[]): Promise<FullBook> => {
  const states = new Map<string, HolderState>()
  const grants = new Map<string, readonly Grant[]>()
  let missing = new Set(holders)
  while (missing.size > 0) {
    const found = await Promise.all([...missing].map((holder) => store.powersOf(holder)))
    missing = new Set()
    for (const powers of found) {
      const { holder, ended, predecessors = [] } = powers.state
      states.set(holder, powers.state)
      grants.set(holder, powers.grants)
      for (const other of [ended?.successor, ...predecessors])
        if (typeof other === 'string') missing.add(other)
    }
    for (const holder of states.keys()) missing.delete(holder)
  }
  return { ...(await store.bookOf([...grants.values()].flat(), [...states.values()])), grants }
}
