import { type Clock, systemClock } from '#kernel/clock'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { secretOf } from '#kernel/secret'
import type { Table } from '#kernel/table'
import { auditRecordOf } from './audit-record-of.ts'
import { chainDay } from './model.ts'
import { RecordStore } from './record-store.ts'

/** Appends a record to the trail for each change of a stored record that says who changed it. Delivered twice, late or
 *  in another order, a change is in the trail once: its key is made of the database's number for it.
 *  @throws ForeignRecordError when the trail holds another record for the same change */
export const recordChanges = (ports: {
  /** The trail's own. */
  readonly table: Table
  /** By the name of a table, the context whose it is. */
  readonly contexts: ReadonlyMap<string, string>
  readonly clock?: Clock
}): ((change: RecordChange) => Promise<void>) => {
  const { table, contexts, clock = systemClock } = ports
  const store = new RecordStore(table)
  const keyOfHashes = secretOf(table, 'audit')
  let begun: Promise<unknown> | undefined
  // The secret of cursors is made here too, because who reads the trail must not write to it.
  const begin = () => {
    begun ??= Promise.all([store.begin(clock()), secretOf(table, 'cursor')()]).catch((error: unknown) => {
      begun = undefined
      throw error
    })
    return begun
  }
  return async (change) => {
    const context = contexts.get(change.table)
    if (context === undefined) throw new Error(`the table "${change.table}" belongs to no context`)
    const record = auditRecordOf(context, change, await keyOfHashes())
    if (record === undefined) return
    await begin()
    const day = chainDay(change.at, clock())
    // A late change may have come before, on whatever day that was.
    const isLate = !record.seenAt.startsWith(day)
    if (isLate && (await store.hasBefore(day, record))) return
    await store.append({ ...record, day })
  }
}
