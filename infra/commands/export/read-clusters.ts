import type { RecordOf } from '#imports/record'
import { patiently } from '#imports/send'
import { type ClientOptions, clientOf } from '#kernel/client'
import { registryContract } from '#registry/contract'
import { type Cluster, changesBetween, type EntryStep, inAddress, REGISTER_FACTS } from '#registry/model'
import { everyRow } from '../import/every-row.ts'
import { cut } from './cut.ts'
import { inTurns } from './in-turns.ts'
import { mergedDrafts } from './read-merged.ts'

const REGISTERED = 'registered,suspended,removed,annulled'

const clustersThatAre = (status: string, options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  return everyRow((page) => client.listClusters({ query: { ...page, status } }))
}

/** Clusters that stand in a register, or stood there. */
export const enteredClusters = (options: ClientOptions) => clustersThatAre(REGISTERED, options)

const NO_PROFILE = [
  'status',
  'entries',
  'confirmedAt',
  'confirmationDue',
  'createdAt',
  'updatedAt',
  'openApplications',
  'createdBy',
  'mergedFrom',
] as const

/** One row for each entry of a cluster. */
export const clusters = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const codeOf = new Map(
    (await everyRow((query) => client.listRegisters({ query }))).map(({ id, code }) => [id, code]),
  )
  const rows = await enteredClusters(options)
  const entered = await inTurns(rows, async ({ id: clusterId }) => {
    const { body: cluster } = await patiently(() => client.getCluster({ params: { clusterId } }))
    const entries = await inTurns(cluster.entries, async ({ register: registerId, number }) => {
      const params = { registerId, number: inAddress(number) }
      const { body: entry } = await patiently(() => client.getEntry({ params }))
      const steps = await everyRow((query) => client.listEntrySteps({ params, query }))
      const decided = steps.slice(1)
      const asOf = async (day: string) =>
        (await patiently(() => client.getCluster({ params: { clusterId }, query: { asOf: day } }))).body
      return {
        ...cut(cluster, ...NO_PROFILE),
        ...(decided.length > 0 && (await pastOf(decided, entry.registeredOn, asOf))),
        register: codeOf.get(registerId) ?? registerId,
        number,
        registeredOn: entry.registeredOn,
        act: entry.act,
      }
    })
    return entries
  })
  return entered.flat()
}

/** The facts of a cluster as they were entered, and what was decided since. */
const pastOf = async (
  decided: readonly EntryStep[],
  registeredOn: string,
  asOf: (day: string) => Promise<Cluster>,
): Promise<RecordOf> => {
  const entered = factsOf(await asOf(registeredOn))
  let facts = entered
  const decisions: RecordOf[] = []
  for (const { action, inForce, act, reason } of decided) {
    const decision = { action, inForce, act, ...(reason !== undefined && { reason }) }
    if (action !== 'amend') {
      decisions.push(decision)
      continue
    }
    const amended = factsOf(await asOf(inForce))
    decisions.push({ ...decision, facts: changesBetween(facts, amended) })
    facts = amended
  }
  return { ...entered, decisions }
}

const factsOf = (cluster: Cluster): RecordOf =>
  Object.fromEntries(
    REGISTER_FACTS.flatMap((fact) => (cluster[fact] === undefined ? [] : [[fact, cluster[fact]]])),
  )

/** Clusters that were never entered. */
export const drafts = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const rows = await clustersThatAre('draft', options)
  return inTurns(rows, async ({ id: clusterId }) => {
    const { body } = await patiently(() => client.getCluster({ params: { clusterId } }))
    return cut(body, ...NO_PROFILE)
  })
}

/** The drafts that were merged into each cluster, entered or not. */
export const eachMergedDraft = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const rows = await Promise.all([REGISTERED, 'draft'].map((status) => clustersThatAre(status, options)))
  const found = await inTurns(rows.flat(), async ({ id: clusterId }) => {
    const { body } = await patiently(() => client.getCluster({ params: { clusterId } }))
    return mergedDrafts(options, clusterId, body.mergedFrom)
  })
  return found.flat().map((one) => cut(one, ...NO_PROFILE))
}
