import type { Context } from '#kernel/call'
import type { CalendarDate } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'
import { recorded, type Statement } from '../assertions.ts'
import { factsFrom } from '../clusters/cluster-facts.ts'
import type { ClusterChange } from '../clusters/cluster-store.ts'
import { placesOf } from '../clusters/places.ts'
import { clusterKey, type StoredAssertion } from '../keys.ts'
import {
  type Act,
  type ClusterRecord,
  changesBetween,
  type Entry,
  type EntryLink,
  type EntryRef,
  liesWithin,
  type PastDecision,
  type Register,
  stateOn,
  statusOf,
  valueOn,
} from '../model.ts'
import { afterDecisions } from './past-decisions.ts'

/** Refuses regions that lie outside the territory of a register. @throws RuleFailedError */
export const demandEligible = (
  register: Register,
  { regionPaths }: Pick<ClusterRecord, 'regionPaths'>,
): void => {
  if (liesWithin(register.territory, regionPaths)) return
  throw new RuleFailedError({
    en: `The cluster has a region outside the territory of the register ${register.code} (${register.territory.join(', ')}).`,
    ru: `Один из регионов кластера не входит в территорию реестра ${register.code} (${register.territory.join(', ')}).`,
  })
}

/** The entry with which a cluster stands in a register. */
export const liveEntry = (
  { id }: Register,
  { entries }: Pick<ClusterRecord, 'entries'>,
): EntryRef | undefined =>
  entries.find(
    ({ register, status }) => register === id && (status === 'registered' || status === 'suspended'),
  )

/** Refuses a cluster that stands in a register. @throws ConflictError */
export const demandNew = (register: Register, cluster: Pick<ClusterRecord, 'entries'>): void => {
  const live = liveEntry(register, cluster)
  if (live === undefined) return
  throw new ConflictError({
    en: `The cluster stands in the register ${register.code} as ${live.number}.`,
    ru: `Кластер уже внесён в реестр ${register.code} под номером ${live.number}.`,
  })
}

/** What a decision says about an entry. */
export interface Decision {
  readonly register: Register
  readonly number: string
  readonly date: string
  readonly act: Act
  readonly reason?: string | undefined
  readonly imported: boolean
  /** The entries that it follows. */
  readonly former?: readonly EntryLink[]
  /** What was decided since, where it was entered elsewhere. */
  readonly since?: readonly PastDecision[]
  /** Today in the time zone of the register. */
  readonly today: CalendarDate
  /** Until when it holds by the rule sets of the register, and when that is announced. */
  readonly term?: Pick<Entry, 'validUntil' | 'expiryNotices'>
}

/** A cluster as it stands once it is entered, with the entry and everything that is recorded with it. What was
 *  known of it later only is taken to hold from the decision on: that is what was decided about.
 *  @param history what was stated about the cluster before; none for one that is new */
export const entered = async (
  reference: ReferenceReader,
  {
    before,
    cluster,
    history,
    decision,
    action,
  }: {
    readonly before?: Stored<ClusterRecord> | undefined
    readonly cluster: ClusterRecord
    readonly history: readonly StoredAssertion[]
    readonly decision: Decision
    readonly action: string
  },
  context: Context,
): Promise<{ readonly entry: Entry; readonly change: ClusterChange }> => {
  const { register, number, date, act, reason, imported, former = [], since = [], today, term } = decision
  const at = context.at.toISOString()
  const past = { register, number, registeredOn: date, act, decisions: since }
  const { fields, statements: decided, ...later } = afterDecisions(past, cluster.fields, today)
  const statuses = [...later.statuses]
  const status = valueOn(statuses, today) ?? 'registered'
  const entry: Entry = {
    register: register.id,
    number,
    cluster: cluster.id,
    status,
    registeredOn: date,
    act,
    statuses,
    recordedAt: at,
    imported,
    validUntil: null,
    ...term,
    ...(reason !== undefined && { reason }),
    ...(former.length > 0 && { former: [...former] }),
  }
  const entries = [
    ...cluster.entries,
    { register: register.id, number, status, registeredOn: date, statuses },
  ]
  const after: ClusterRecord = {
    ...cluster,
    ...(since.length > 0 && { fields, ...(await placesOf(reference, fields)) }),
    status: statusOf(entries),
    entries,
    openApplications: cluster.openApplications.filter((open) => open.register !== register.id),
    preparedBy: [],
    updatedAt: at,
  }
  const statements: Statement[] = [...factsBefore(history, cluster, date), ...decided]
  const assertions = recorded(clusterKey(cluster.id).pk, (before?.version ?? 0) + 1, statements, context)
  const facts = await factsFrom(reference, after, [...history, ...assertions])
  return { entry, change: { before, after, assertions, facts, action } }
}

/** States what is missing between the decision and the first statement about a cluster. */
const factsBefore = (
  history: readonly StoredAssertion[],
  cluster: ClusterRecord,
  date: string,
): Statement[] => {
  const first = history.map(({ validFrom }) => validFrom).sort()[0]
  if (first === undefined) return [{ validFrom: date, changes: changesBetween({}, cluster.fields) }]
  return date < first ? [{ validFrom: date, validTo: first, changes: stateOn(history, first) }] : []
}
