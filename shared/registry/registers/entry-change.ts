import type { Context } from '#kernel/call'
import type { CalendarDate } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { lostRace } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf, recorded } from '../assertions.ts'
import { factsFrom } from '../clusters/cluster-facts.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { clusterKey, entrySubject } from '../keys.ts'
import {
  type Act,
  type ClusterRecord,
  type Entry,
  type EntryAction,
  type EntryLink,
  statusesAfter,
  statusOf,
  valueOn,
} from '../model.ts'
import { type StepMade, stepAddition } from '../steps.ts'
import { entryPut } from './register-store.ts'

/** What is decided about an entry. */
export interface EntryChange {
  readonly entry: Stored<Entry>
  readonly cluster: Stored<ClusterRecord>
  readonly action: EntryAction
  readonly inForce: CalendarDate
  readonly today: CalendarDate
  readonly act: Act
  /** An entry that follows it. */
  readonly successor?: EntryLink
  readonly step: Pick<StepMade, 'by' | 'reason' | 'signature'>
}

/** An entry as it stands once something was decided about it, and all that is written with it: the entry, its step,
 *  its cluster with what is stated about it, and the cluster's facts.
 *  @throws ConflictError when the entry is in no status from which that is possible */
export const entryChange = async (
  { clusters, reference }: { readonly clusters: ClusterStore; readonly reference: ReferenceReader },
  { entry, cluster, action, inForce, today, act, successor, step }: EntryChange,
  context: Context,
): Promise<{ readonly after: Entry; readonly writes: readonly Write[] }> => {
  const { register, number, registeredOn, successors = [] } = entry.value
  const statuses = [...statusesAfter(entry.value, action, inForce)]
  const status = valueOn(statuses, today) ?? entry.value.status
  const after: Entry = {
    ...entry.value,
    statuses,
    status,
    ...(successor !== undefined && { successors: [...successors, successor] }),
  }
  const entries = cluster.value.entries.map((one) =>
    one.register === register && one.number === number ? { ...one, status, statuses } : one,
  )
  const changed: ClusterRecord = {
    ...cluster.value,
    entries,
    status: statusOf(entries),
    updatedAt: context.at.toISOString(),
  }
  const since = action === 'annul' ? registeredOn : inForce
  // What is said of this entry ends where a later one of the same register begins.
  const [next] = entries
    .filter((one) => one.register === register && one.registeredOn > registeredOn)
    .map((one) => one.registeredOn)
    .sort()
  const subject = clusterKey(changed.id).pk
  const assertions = recorded(
    subject,
    cluster.version + 1,
    [
      {
        validFrom: since,
        validTo: next ?? null,
        changes: { [`entry:${register}`]: { number, status: valueOn(statuses, since) ?? status } },
        act,
      },
    ],
    context,
  )
  const history = await assertionsOf(clusters.table, subject)
  const facts = await factsFrom(reference, changed, [...history, ...assertions])
  const name = `${action}-entry`
  const made = { ...step, act, version: entry.version + 1, action, status, inForce }
  const writes = [
    entryPut(after, entry.version, context, name),
    stepAddition(entrySubject(register, number), made, context),
    ...clusters.changeWrites(
      { before: cluster, after: changed, assertions, facts, action: name, otherwise: lostRace },
      context,
    ),
  ]
  return { after, writes }
}
