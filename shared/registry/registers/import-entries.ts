import { actorId, covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { type CalendarDate, dateIn } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { ConflictError } from '#kernel/errors'
import type { NewId } from '#kernel/ids'
import { inLanguage } from '#kernel/localised-text'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf } from '../assertions.ts'
import { clusterResource } from '../audience.ts'
import { type ClusterStore, noSuchCluster } from '../clusters/cluster-store.ts'
import { demandManagement } from '../clusters/management.ts'
import { placesOf } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { differingFields } from '../differing.ts'
import { clusterKey } from '../keys.ts'
import { ClusterId, type ClusterRecord, EntryRow, fieldsFrom, formatNumber, type Register } from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { demandEligible, entered } from './entering.ts'
import { afterDecisions, pastSteps } from './past-decisions.ts'
import { entryAddition, importMark, type RegisterStore } from './register-store.ts'

interface Deps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly registers: RegisterStore
  readonly reference: ReferenceReader
  readonly newId: NewId
}

/** Adds clusters that are registered already, each with its entry. A row is known by its id, its number, or else the
 *  name under which it was imported: sent again it is unchanged; with other content it is rejected, since facts of
 *  a register change by decision only. Numbers are kept as they are; a row without gets the next serial of its
 *  year, in the order of the rows.
 *  @throws NotFoundError when there is no such register */
export const importEntries =
  (deps: Deps) => async (call: Call<typeof registryContract.routes.importEntries>) => {
    const { value: register } = await deps.registers.get(call.params.registerId)
    const body = await answerRows({
      rows: call.body.rows,
      schema: EntryRow,
      language: call.language,
      parallel: 1,
      handle: (row) => importEntry(deps, register, row, call),
    })
    return { status: 200 as const, body }
  }

const importEntry = async (
  deps: Deps,
  register: Register,
  row: EntryRow,
  context: Context,
): Promise<RowOutcome> => {
  const { clusters, organisations, registers, reference, newId } = deps
  const { id, registeredOn, number, act, decisions = [], ...content } = row
  const fields = fieldsFrom(content)
  const at = context.at.toISOString()
  const cluster: ClusterRecord = {
    id: id ?? newId(ClusterId, 'clu'),
    status: 'draft',
    fields,
    ...(await placesOf(reference, fields)),
    nameKeys: [],
    entries: [],
    openApplications: [],
    createdBy: actorId(context.actor),
    preparedBy: [],
    createdAt: at,
    updatedAt: at,
  }
  covers(context.actor, 'cluster.register', clusterResource(cluster))
  const today = dateIn(register.timeZone, context.at)
  demandPast('registeredOn', registeredOn, today)
  demandEligible(register, cluster)
  await demandManagement(organisations, fields)

  return untilWon(async () => {
    const before = await existing(deps, register, row)
    if (before !== undefined && compared(before.value, register, row, today))
      return { outcome: 'unchanged', id: before.value.id }
    const { given, counting } = await numbered(registers, register, row)
    const action = 'import-entries'
    const { entry, change } = await entered(
      reference,
      {
        before,
        cluster: before?.value ?? cluster,
        history:
          before === undefined ? [] : await assertionsOf(clusters.table, clusterKey(before.value.id).pk),
        decision: {
          register,
          number: given,
          date: registeredOn,
          act,
          imported: true,
          since: decisions,
          today,
        },
        action,
      },
      context,
    )
    const name = inLanguage(fields.names, 'en')
    const marked = number !== undefined && (await registers.importedNumber(register.id, name)) !== undefined
    await clusters.table.write([
      ...counting,
      entryAddition(entry, context, action, 1 + decisions.length),
      ...pastSteps({ register, number: given, registeredOn, act, decisions }, context),
      ...(marked ? [] : [importMark(register.id, name, given)]),
      ...clusters.changeWrites({ ...change, ...(before && { otherwise: lostRace }) }, context),
    ])
    return { outcome: 'created', id: entry.cluster }
  })
}

/** The number of a row, and the write that takes the year's serial on. */
const numbered = async (registers: RegisterStore, register: Register, row: EntryRow) => {
  const { numberPattern } = register
  if (row.number === undefined) {
    const year = Number(row.registeredOn.slice(0, 4))
    const counter = await registers.counter(register, year)
    const serial = counter.last + 1
    return { given: formatNumber(numberPattern, year, serial), counting: [counter.setTo(serial)] }
  }
  return { given: row.number, counting: await registers.countedTo(register, row.number) }
}

/** The cluster that a row means, when it is there. */
const existing = async ({ clusters, registers }: Deps, register: Register, row: EntryRow) => {
  if (row.id !== undefined) {
    const stored = await clusters.find(row.id, { consistent: true })
    if (stored !== undefined) return stored
  }
  const number = row.number ?? (await registers.importedNumber(register.id, inLanguage(row.names, 'en')))
  if (number === undefined) return undefined
  const entry = await registers.entry(register.id, number)
  if (entry === undefined) return undefined
  if (row.id !== undefined && entry.value.cluster !== row.id) throw numberTaken(number)
  const stored = await clusters.find(entry.value.cluster, { consistent: true })
  if (stored === undefined) throw noSuchCluster(entry.value.cluster)
  return stored
}

/** Whether a cluster that is there has the entry of the row; one that stands in another register only gets it.
 *  @throws ConflictError when the cluster is a draft, or is there with other content */
const compared = (
  cluster: ClusterRecord,
  register: Register,
  row: EntryRow,
  today: CalendarDate,
): boolean => {
  const { id: _id, registeredOn, number, act, decisions, ...content } = row
  if (cluster.status === 'draft')
    throw new ConflictError({
      en: `The cluster ${cluster.id} is a draft: apply for its entry.`,
      ru: `Кластер ${cluster.id} — черновик: подайте заявку на внесение в реестр.`,
    })
  const entry = cluster.entries.find(
    (one) => one.register === register.id && (number === undefined || one.number === number),
  )
  const past = { register, number: entry?.number ?? '', registeredOn, act, decisions: decisions ?? [] }
  const { fields, statuses } = afterDecisions(past, fieldsFrom(content), today)
  const differing = differingFields(fields, cluster.fields)
  // A row that tells of no decisions is not about them.
  if (decisions && entry !== undefined && canonicalJson(entry.statuses) !== canonicalJson(statuses))
    differing.push('decisions')
  if (entry !== undefined && entry.registeredOn !== registeredOn) differing.push('registeredOn')
  if (entry !== undefined && number !== undefined && entry.number !== number) differing.push('number')
  if (differing.length === 0) return entry !== undefined
  throw new ConflictError({
    en: `It is registered (${entry?.number ?? cluster.id}) with other ${differing.join(', ')}: change it there.`,
    ru: `Запись уже есть (${entry?.number ?? cluster.id}), но отличаются: ${differing.join(', ')}; измените её там.`,
  })
}

const numberTaken = (number: string) =>
  new ConflictError({
    en: `The number ${number} belongs to another cluster in this register.`,
    ru: `Номер ${number} в этом реестре принадлежит другому кластеру.`,
  })
