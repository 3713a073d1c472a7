import * as z from 'zod'
import type { CalendarDate, Instant } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { type Assertion, type Changes, stateOn } from './assertion.ts'
import { type Cluster, type ClusterRecord, statusOf } from './cluster.ts'
import { ClusterFields } from './cluster-fields.ts'
import { type Entry, EntryNumber, type EntryRef, EntryStatus } from './entry.ts'
import { stretchesOf } from './facts.ts'
import { RegisterId } from './ids.ts'
import type { Step } from './step.ts'
import { stated, type Timeline, valueOn } from './timeline.ts'

/** Which past is asked for: what was in force on a day, as it was known at an instant. */
export interface PointInTime {
  readonly asOf: CalendarDate
  readonly knownAt: Instant
}

const ENTRY_FIELD = 'entry:'
const StatedEntry = z.object({ number: EntryNumber, status: EntryStatus })

/** A cluster as it was in force on a day and known at an instant; undefined when nothing was stated of it by then.
 *  It depends on the statements alone, so that the same question has the same answer for ever. */
export const clusterAt = (
  { id, entries, createdAt }: Pick<ClusterRecord, 'id' | 'entries' | 'createdAt'>,
  assertions: readonly Assertion[],
  { asOf, knownAt }: PointInTime,
): Cluster | undefined => {
  const state = stateOn(assertions, asOf, knownAt)
  const fields = ClusterFields.safeParse(state)
  if (!fields.success) return undefined
  const standing = Object.entries(state).flatMap(([field, value]): EntryRef[] => {
    const entry = StatedEntry.safeParse(value)
    if (!field.startsWith(ENTRY_FIELD) || !entry.success) return []
    const register = RegisterId.parse(field.slice(ENTRY_FIELD.length))
    const { number, status } = entry.data
    const known = entries.find((one) => one.register === register && one.number === number)
    return known === undefined ? [] : [{ register, number, status, registeredOn: known.registeredOn }]
  })
  const updatedAt = assertions
    .map(({ recordedAt }) => recordedAt)
    .filter((at) => at <= knownAt)
    .reduce((latest, at) => (at > latest ? at : latest), createdAt)
  return { id, status: statusOf(standing), ...fields.data, entries: standing, createdAt, updatedAt }
}

/** The steps in force on a day, as known at an instant. An annulment is so from the first day on, whenever it was
 *  decided. */
export const inForceAt = (steps: readonly Step[], { asOf, knownAt }: PointInTime): readonly Step[] =>
  steps.filter(({ at, inForce, action }) => at <= knownAt && (inForce <= asOf || action === 'annul'))

/** Until when the decision in force holds. Steps from before terms were kept with them tell nothing of it. */
const termAt = (entry: Entry, steps: readonly Step[], when: PointInTime): CalendarDate | null => {
  const deciding = inForceAt(steps, when).findLast(({ validUntil }) => validUntil !== undefined)
  return deciding?.validUntil === undefined ? entry.validUntil : deciding.validUntil
}

/** An entry as it stood on a day, with its statuses by date and the term of the decision then in force, as known at an
 *  instant; undefined when it did not stand in the register that day.
 *  @param assertions what was stated of its cluster
 *  @param steps what was decided about it */
export const entryAt = (
  entry: Entry,
  assertions: readonly Assertion[],
  steps: readonly Step[],
  when: PointInTime,
): Entry | undefined => {
  const { asOf, knownAt } = when
  const known = assertions.filter(({ recordedAt }) => recordedAt <= knownAt)
  let statuses: Timeline<EntryStatus> = []
  let value: EntryStatus | undefined
  for (const { from, to, state } of stretchesOf(known)) {
    const said = StatedEntry.safeParse(state[`${ENTRY_FIELD}${entry.register}`])
    // Once another entry of the register is spoken of, this one stays as it was.
    if (said.success && said.data.number === entry.number) value = said.data.status
    statuses = stated(statuses, { from, to, value })
  }
  const status = valueOn(statuses, asOf)
  if (status === undefined) return undefined
  // What followed it may have become known later, and what is announced is today's.
  const { successors: _successors, expiryNotices: _announced, ...kept } = entry
  return { ...kept, status, statuses: [...statuses], validUntil: termAt(entry, steps, when) }
}

/** One field in which two versions of a record differ; a side without value is absent. */
export interface Difference {
  readonly field: string
  readonly before?: unknown
  readonly after?: unknown
}

/** In what two versions of a record differ on a day.
 *  @param assertions with the version of the record that each led to */
export const differencesBetween = (
  assertions: readonly (Assertion & { readonly version: number })[],
  { from, to, on }: { readonly from: number; readonly to: number; readonly on: CalendarDate },
): readonly Difference[] => {
  const at = (version: number): Changes =>
    stateOn(
      assertions.filter((one) => one.version <= version),
      on,
    )
  const [before, after] = [at(from), at(to)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null))
    .map((field) => ({
      field,
      ...(before[field] !== undefined && { before: before[field] }),
      ...(after[field] !== undefined && { after: after[field] }),
    }))
}
