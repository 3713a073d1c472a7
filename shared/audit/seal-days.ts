import { addDays, type Clock, systemClock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { GENESIS, lastSealable, SealedDay, sealOf } from './model.ts'
import type { Seals } from './ports.ts'
import { RecordStore } from './record-store.ts'

/** What a run sealed. */
interface SealingSummary {
  readonly sealed: readonly SealedDay[]
  /** The last day that could be sealed now. */
  readonly until: string
}

/** What is sealed and what the trail holds are two things: somebody changed the trail. */
class BrokenTrailError extends Error {
  override readonly name = 'BrokenTrailError'
}

/** Seals every day that is over and not sealed: puts its lines into their order, computes the chain, keeps the seal in
 *  the locked bucket and then notes the day in the table. Run twice, late, or two at once, it seals each day once:
 *  who comes second gets the seal that is there, and it must be the same.
 *  @throws BrokenTrailError when a day that was sealed is no longer what it was, or the last day that the table knows
 *  is not what the bucket keeps */
export const sealDays = (ports: {
  readonly table: Table
  readonly seals: Seals
  readonly clock?: Clock
}): (() => Promise<SealingSummary>) => {
  const { table, seals, clock = systemClock } = ports
  const store = new RecordStore(table)
  return async () => {
    const until = lastSealable(clock())
    const last = await store.lastDay()
    if (last !== undefined) {
      const kept = await seals.of(last.day)
      if (kept.root !== last.root) throw broken(last.day, 'the table', last.root, kept.root)
    }
    let previous = last?.root ?? GENESIS
    const sealed: SealedDay[] = []
    const first = last === undefined ? await store.beginning() : addDays(last.day, 1)
    for (let day = first; day !== undefined && day <= until; day = addDays(day, 1)) {
      const seal = sealOf(day, previous, await store.leaves(day), clock())
      const kept = await seals.keep(seal)
      if (kept.root !== seal.root) throw broken(day, 'the trail', seal.root, kept.root)
      const note = SealedDay.parse(kept)
      await store.addDay(note)
      sealed.push(note)
      previous = kept.root
    }
    return { sealed, until }
  }
}

const broken = (day: string, where: string, found: string, kept: string) =>
  new BrokenTrailError(`${day}: ${where} gives the root ${found}, but ${kept} is sealed; verify an export`)
