import { covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { changeBy, fromItem, type Stored, toItem } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Table, Write } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf } from '../assertions.ts'
import { clusterResource } from '../audience.ts'
import { factsFrom } from '../clusters/cluster-facts.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { demandManagement } from '../clusters/management.ts'
import { placesOf, territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import {
  assertionEntity,
  clusterKey,
  entrySubject,
  restoredEntity,
  restoredKey,
  stepEntity,
} from '../keys.ts'
import {
  type Assertion,
  ClusterFields,
  type ClusterRecord,
  type Entry,
  EntryRecord,
  entryHash,
  type Register,
  type Step,
  stateOn,
  statusOf,
} from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { entryAddition, numberTaken, type RegisterStore } from './register-store.ts'
import { demandRecorded, stillUnderWay, underWay } from './restoration.ts'
import { mergedHistory } from './restored-history.ts'
import { demandFits } from './succession.ts'

interface Deps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly registers: RegisterStore
  readonly reference: ReferenceReader
}

/** Adds entries to a register that is being restored, each with its steps, its cluster and what was stated about that,
 *  all with the times and actors under which they were recorded. An entry that was restored already is unchanged when
 *  it has the same hash. What the audit trail says of it is of now and of who restores.
 *  @throws NotFoundError when there is no such register @throws ConflictError unless it is being restored
 *  @throws ForbiddenError unless the power covers the whole territory of the register */
export const restoreEntries =
  (deps: Deps) => async (call: Call<typeof registryContract.routes.restoreEntries>) => {
    const register = await deps.registers.get(call.params.registerId)
    const { territory } = register.value
    covers(call.actor, 'register.restore', await territoryResource(deps.reference, territory))
    underWay(register.value)
    const body = await answerRows({
      rows: call.body.rows,
      schema: EntryRecord,
      language: call.language,
      parallel: 1,
      handle: (row) => untilWon(() => restoreEntry(deps, register, row, call)),
    })
    return { status: 200 as const, body }
  }

const restoreEntry = async (
  { clusters, organisations, registers, reference }: Deps,
  register: Stored<Register>,
  record: EntryRecord,
  context: Context,
): Promise<RowOutcome> => {
  const { table } = registers
  const { id } = register.value
  const { number } = record.entry
  demandConsistent(record, context)
  const hash = entryHash(record)
  if (await isRestored(table, id, number, hash)) return { outcome: 'unchanged', id: record.cluster.id }
  const before = await clusters.find(record.cluster.id, { consistent: true })
  const subject = clusterKey(record.cluster.id).pk
  const { history, added } = mergedHistory(
    subject,
    before === undefined ? [] : await assertionsOf(table, subject),
    record.statements,
    id,
  )
  const after = await restoredCluster(reference, register.value, before?.value, record, history, context)
  covers(context.actor, 'register.restore', clusterResource(after))
  if (before === undefined) await demandManagement(organisations, after.fields)

  const action = 'restore-entry'
  const entry: Entry = { register: id, ...record.entry }
  const statements = added.map((statement) => ({
    put: toItem(assertionEntity, statement, { change: changeBy(context, action) }),
  }))
  const steps = [
    ...stepPuts(entrySubject(id, number), record.steps),
    ...(before === undefined ? stepPuts(subject, record.cluster.confirmations) : []),
  ]
  // Nobody reads them before the entry and the cluster are there, which come last; sent again they are the same.
  await table.writeEach(before === undefined ? [...steps, ...statements] : steps)
  const counting = await registers.countedTo(register.value, number)
  const writes: Write[] = [
    stillUnderWay(register),
    // Before the entry: who lost a race finds it restored, not its number taken.
    {
      put: toItem(restoredEntity, { register: id, number, hash }),
      if: 'absent',
      otherwise: lostRace,
    },
    ...counting,
    entryAddition(entry, context, action, record.version),
    ...(before === undefined ? [] : statements),
    ...clusters.changeWrites(
      {
        before,
        after,
        version: Math.max((before?.version ?? 0) + 1, record.cluster.version),
        assertions: [],
        facts: await factsFrom(reference, after, history),
        action,
        otherwise: lostRace,
      },
      context,
    ),
  ]
  demandFits(writes)
  await table.write(writes)
  return { outcome: 'created', id: after.id }
}

/** Whether the entry was restored before with the same hash.
 *  @throws ConflictError when it was with another one */
const isRestored = async (table: Table, register: string, number: string, hash: string): Promise<boolean> => {
  const mark = fromItem(restoredEntity, await table.get(restoredKey(register, number), { consistent: true }))
  if (mark === undefined) return false
  if (mark.value.hash === hash) return true
  throw numberTaken(number)
}

/** The cluster of an entry with that entry; what is said of it now follows from what was stated. */
const restoredCluster = async (
  reference: ReferenceReader,
  register: Register,
  before: ClusterRecord | undefined,
  { entry, cluster }: EntryRecord,
  history: readonly Assertion[],
  { at }: Context,
): Promise<ClusterRecord> => {
  const { number, status, registeredOn, statuses } = entry
  const others = (before?.entries ?? []).filter(
    (one) => one.register !== register.id || one.number !== number,
  )
  const entries = [...others, { register: register.id, number, status, registeredOn, statuses }]
  if (before !== undefined) return { ...before, entries, status: statusOf(entries) }
  const fields = ClusterFields.safeParse(stateOn(history, dateIn(register.timeZone, at)))
  if (!fields.success)
    throw new RuleFailedError({
      en: `What was stated about ${cluster.id} makes no whole cluster (${fields.error.issues.map(({ path }) => path.join('/')).join(', ')}).`,
      ru: `Из сведений о ${cluster.id} не складывается описание кластера (${fields.error.issues.map(({ path }) => path.join('/')).join(', ')}).`,
    })
  const { id, createdAt, createdBy, updatedAt, confirmedAt, preparedBy } = cluster
  return {
    id,
    status: statusOf(entries),
    fields: fields.data,
    ...(await placesOf(reference, fields.data)),
    nameKeys: [],
    entries,
    openApplications: [],
    createdBy,
    preparedBy,
    ...(confirmedAt !== undefined && { confirmedAt }),
    createdAt,
    updatedAt,
  }
}

/** Refuses a record whose parts do not belong together, or which tells of times to come.
 *  @throws ConflictError @throws RuleFailedError */
const demandConsistent = ({ entry, steps, cluster, statements }: EntryRecord, context: Context): void => {
  const twice = (keys: readonly string[]) => new Set(keys).size < keys.length
  const places = statements.map(({ version, part }) => `${version}.${part}`)
  const versions = [steps, cluster.confirmations].map((all) => all.map(({ version }) => String(version)))
  if (entry.cluster !== cluster.id || twice(places) || versions.some(twice))
    throw new ConflictError({
      en: `The record of ${entry.number} does not fit together: it is of the cluster ${entry.cluster}, and each step and statement has its own place.`,
      ru: `Части записи ${entry.number} не подходят друг к другу: она о кластере ${entry.cluster}, и у каждого шага и сведения своё место.`,
    })
  const instants: readonly (readonly [string, string | undefined])[] = [
    ['/entry/recordedAt', entry.recordedAt],
    ['/cluster/createdAt', cluster.createdAt],
    ['/cluster/updatedAt', cluster.updatedAt],
    ['/cluster/confirmedAt', cluster.confirmedAt],
    ...steps.map(({ at }, index) => [`/steps/${index}/at`, at] as const),
    ...cluster.confirmations.map(({ at }, index) => [`/cluster/confirmations/${index}/at`, at] as const),
    ...statements.map(({ recordedAt }, index) => [`/statements/${index}/recordedAt`, recordedAt] as const),
  ]
  for (const [pointer, instant] of instants)
    if (instant !== undefined) demandRecorded(pointer, instant, context)
}

const stepPuts = (subject: string, steps: readonly Step[]) =>
  steps.map((step) => ({ put: toItem(stepEntity, { subject, ...step }) }))
