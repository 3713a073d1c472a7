import { actorId, covers } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { ReferenceReader } from '#reference/readers'
import { recorded } from '../assertions.ts'
import { clusterAudience, clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { demandNone, duplicateClusters } from '../duplicates/find-duplicates.ts'
import { clusterKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import {
  CLUSTER_CLASSES,
  ClusterId,
  type ClusterRecord,
  changesBetween,
  clusterView,
  fieldsFrom,
  likenedCluster,
  type NewCluster,
  visibleTo,
} from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { ClusterStore } from './cluster-store.ts'
import { demandManagement } from './management.ts'
import { placesOf } from './places.ts'

export interface DraftDeps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly reference: ReferenceReader
  readonly newId: NewId
}

/** A new draft and what is stated of it.
 *  @throws RuleFailedError for codes that their lists do not have
 *  @throws ForbiddenError when the actor's territory does not cover all its regions */
export const newDraftOf = async (
  { organisations, reference, newId }: Omit<DraftDeps, 'clusters'>,
  { validFrom, acknowledgedDuplicates: _seen, ...content }: NewCluster,
  id: ClusterId | undefined,
  context: Context,
) => {
  const fields = fieldsFrom(content)
  const at = context.at.toISOString()
  const creator = actorId(context.actor)
  const cluster: ClusterRecord = {
    id: id ?? newId(ClusterId, 'clu'),
    status: 'draft',
    fields,
    ...(await placesOf(reference, fields)),
    nameKeys: [],
    entries: [],
    openApplications: [],
    createdBy: creator,
    preparedBy: [creator],
    createdAt: at,
    updatedAt: at,
  }
  covers(context.actor, 'cluster.edit', clusterResource(cluster))
  await demandManagement(organisations, fields)
  const today = dateIn('UTC', context.at)
  demandPast('validFrom', validFrom ?? today, today)
  const statement = { validFrom: validFrom ?? today, changes: changesBetween({}, fields) }
  const assertions = recorded(clusterKey(cluster.id).pk, 1, [statement], context)
  return { cluster, assertions }
}

/** A new draft and the writes that add it. One that brings its id from elsewhere was told apart there.
 *  @throws RuleFailedError @throws ForbiddenError
 *  @throws LikelyDuplicatesError when it is probably there already, and the content does not say that this was seen */
export const draftOf = async (
  deps: DraftDeps,
  content: NewCluster,
  id: ClusterId | undefined,
  context: Context,
) => {
  const { clusters } = deps
  const { cluster, assertions } = await newDraftOf(deps, content, id, context)
  if (id === undefined)
    demandNone(
      await duplicateClusters(clusters, likenedCluster(cluster), context.actor),
      content.acknowledgedDuplicates,
    )
  const writes = clusters.changeWrites({ after: cluster, assertions, action: 'create-cluster' }, context)
  return { cluster, writes }
}

/** Drafts a cluster. Nobody but those who work on it sees it before its first entry.
 *  @throws LikelyDuplicatesError @throws RuleFailedError @throws ForbiddenError */
export const createCluster =
  (deps: DraftDeps & { readonly memberships: MembershipStore }) =>
  async (call: Call<typeof registryContract.routes.createCluster>) => {
    const { cluster, writes } = await draftOf(deps, call.body, undefined, call)
    const audience = await clusterAudience(call.actor, cluster, deps.memberships)
    const reply = {
      status: 201 as const,
      body: visibleTo(audience, CLUSTER_CLASSES, clusterView(cluster)),
      version: 1,
      location: `/clusters/${cluster.id}`,
    }
    return commit(deps.clusters.table, call, reply, writes)
  }
