import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf } from '../assertions.ts'
import { clusterAudience, demandSight, fieldsSeenBy, worksOn } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { zoneOf } from '../dates.ts'
import { clusterFactsEntity, clusterKey, FACTS } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import {
  type Audience,
  CLUSTER_CLASSES,
  type Cluster,
  type ClusterRecord,
  clusterAt,
  clusterSummary,
  differencesBetween,
  type PointInTime,
  visibleTo,
} from '../model.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import { type ClusterStore, noSuchCluster } from './cluster-store.ts'

type Routes = typeof registryContract.routes

/** One cluster as it was on a day and known at an instant, as much of it as the reader may see.
 *  @throws NotFoundError when it was not in a register then, for those who do not work on it */
export const clusterOf = async (
  call: Call<Routes['getCluster']>,
  record: ClusterRecord,
  { clusters, audience }: { readonly clusters: ClusterStore; readonly audience: Audience },
  when: PointInTime,
) => {
  const assertions = await assertionsOf(clusters.table, clusterKey(record.id).pk)
  const cluster = clusterAt(record, assertions, when)
  if (cluster === undefined || (cluster.status === 'draft' && !worksOn(call.actor, record)))
    throw new NotFoundError({
      en: `The cluster ${record.id} stood in no register on ${when.asOf}, as known at ${when.knownAt}.`,
      ru: `Кластер ${record.id} на ${when.asOf} не состоял в реестре (по сведениям на ${when.knownAt}).`,
    })
  return { status: 200 as const, body: visibleTo(audience, CLUSTER_CLASSES, cluster) }
}

/** A page of the clusters of a past: those ever entered in a register, each told from its statements, in the order of
 *  their ids. A page may be short where others did not match. */
export const clustersOf = async (
  call: Call<Routes['listClusters']>,
  { clusters, reference }: { readonly clusters: ClusterStore; readonly reference: ReferenceReader },
  when: PointInTime,
) => {
  const { table } = clusters
  const { items, next } = await table.query({ pk: FACTS, ...call.page })
  const ids = valuesOf(clusterFactsEntity, items).map(({ cluster }) => cluster)
  const records = await clusters.findAll(ids)
  const found = await Promise.all(
    ids.map(async (id) => {
      const record = records.get(id)
      const past = record && clusterAt(record, await assertionsOf(table, clusterKey(id).pk), when)
      return past !== undefined && (await matches(reference, past, call.query)) ? [clusterSummary(past)] : []
    }),
  )
  return { status: 200 as const, body: { items: found.flat(), next } }
}

const matches = async (
  reference: ReferenceReader,
  cluster: Cluster,
  { region, category, industry, stage, status }: Call<Routes['listClusters']>['query'],
): Promise<boolean> => {
  const within = async (list: 'regions' | 'industries', codes: readonly string[], code: string) =>
    (await Promise.all(codes.map((one) => reference.find(list, one)))).some((one) => one?.path.includes(code))
  return (
    cluster.status !== 'draft' &&
    (status === undefined || status.includes(cluster.status)) &&
    (stage === undefined || (cluster.stage !== undefined && stage.includes(cluster.stage))) &&
    (category === undefined || [cluster.primaryCategory, ...cluster.categories].includes(category)) &&
    (region === undefined || (await within('regions', cluster.regions, region))) &&
    (industry === undefined || (await within('industries', cluster.industries, industry)))
  )
}

/** In what two versions of a cluster differ, as much as the reader may see. @throws NotFoundError */
export const getClusterDifferences =
  ({
    clusters,
    memberships,
    registers,
  }: {
    readonly clusters: ClusterStore
    readonly memberships: MembershipStore
    readonly registers: RegisterStore
  }) =>
  async (call: Call<Routes['getClusterDifferences']>) => {
    const stored = await clusters.find(call.params.clusterId)
    if (stored === undefined) throw noSuchCluster(call.params.clusterId)
    demandSight(call.actor, stored.value)
    const seen = fieldsSeenBy(await clusterAudience(call.actor, stored.value, memberships))
    const { from, to = stored.version } = call.query
    const on = call.query.on ?? dateIn(await zoneOf(registers, stored.value), call.at)
    const assertions = await assertionsOf(clusters.table, clusterKey(stored.value.id).pk)
    const differences = differencesBetween(assertions, { from, to, on }).filter(({ field }) => seen(field))
    return { status: 200 as const, body: { from, to, on, differences: [...differences] } }
  }
