import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { ReferenceReader } from '#reference/readers'
import { recorded } from './assertions.ts'
import { clusterAudience, clusterResource } from './audience.ts'
import type { ClusterStore } from './cluster-store.ts'
import type { registryContract } from './contract.ts'
import { demandPast } from './dates.ts'
import { clusterKey } from './keys.ts'
import { demandManagement } from './management.ts'
import type { MembershipStore } from './membership-store.ts'
import {
  CLUSTER_CLASSES,
  ClusterId,
  type ClusterRecord,
  changesBetween,
  clusterView,
  fieldsFrom,
  visibleTo,
} from './model.ts'
import type { OrganisationStore } from './organisation-store.ts'
import { placesOf } from './places.ts'

/** Drafts a cluster. Nobody but those who work on it sees it before its first entry.
 *  @throws RuleFailedError for codes that their lists do not have
 *  @throws ForbiddenError when the actor's territory does not cover all its regions */
export const createCluster =
  (deps: {
    readonly clusters: ClusterStore
    readonly organisations: OrganisationStore
    readonly memberships: MembershipStore
    readonly reference: ReferenceReader
    readonly newId: NewId
  }) =>
  async (call: Call<typeof registryContract.routes.createCluster>) => {
    const { clusters, organisations, memberships, reference, newId } = deps
    const { validFrom, ...content } = call.body
    const fields = fieldsFrom(content)
    const at = call.at.toISOString()
    const creator = actorId(call.actor)
    const cluster: ClusterRecord = {
      id: newId(ClusterId, 'clu'),
      status: 'draft',
      fields,
      ...(await placesOf(reference, fields)),
      entries: [],
      openApplications: [],
      createdBy: creator,
      preparedBy: [creator],
      createdAt: at,
      updatedAt: at,
    }
    covers(call.actor, 'cluster.edit', clusterResource(cluster))
    await demandManagement(organisations, fields)
    const today = dateIn('UTC', call.at)
    demandPast('validFrom', validFrom ?? today, today)
    const statement = { validFrom: validFrom ?? today, changes: changesBetween({}, fields) }
    const assertions = recorded(clusterKey(cluster.id).pk, 1, [statement], call)
    const audience = await clusterAudience(call.actor, cluster, memberships)
    const reply = {
      status: 201 as const,
      body: visibleTo(audience, CLUSTER_CLASSES, clusterView(cluster)),
      version: 1,
      location: `/clusters/${cluster.id}`,
    }
    const writes = clusters.changeWrites({ after: cluster, assertions, action: 'create-cluster' }, call)
    return commit(clusters.table, call, reply, writes)
  }
