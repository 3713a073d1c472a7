import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { clusterAudience, clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { todayFor } from '../dates.ts'
import { clusterKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import { CLUSTER_CLASSES, type ClusterRecord, clusterView, visibleTo } from '../model.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import { stepAddition } from '../steps.ts'
import type { ClusterStore } from './cluster-store.ts'

/** Records that the facts of a registered cluster still hold; a profile that nobody confirmed for a year is flagged.
 *  @throws ConflictError when it stands in no register @throws StaleVersionError */
export const confirmCluster =
  ({
    clusters,
    memberships,
    registers,
  }: {
    readonly clusters: ClusterStore
    readonly memberships: MembershipStore
    readonly registers: RegisterStore
  }) =>
  async (call: Call<typeof registryContract.routes.confirmCluster>) => {
    const before = await clusters.get(call.params.clusterId)
    const resource = clusterResource(before.value)
    covers(call.actor, 'cluster.edit', resource)
    if (before.version !== call.expectedVersion) throw new StaleVersionError()
    const { status } = before.value
    if (status !== 'registered' && status !== 'suspended')
      throw new ConflictError({
        en: `The cluster is ${status}: what stands in a register is confirmed.`,
        ru: `Кластер в состоянии ${status}: подтверждаются сведения состоящих в реестре.`,
      })
    const at = call.at.toISOString()
    const after: ClusterRecord = { ...before.value, confirmedAt: at, updatedAt: at }
    const { reason } = call.body
    const step = {
      by: { power: 'cluster.edit' as const, resource },
      version: before.version + 1,
      action: 'confirm',
      status,
      inForce: await todayFor(registers, after, call.at),
      ...(reason !== undefined && { reason }),
    }
    const action = 'confirm-cluster'
    const audience = await clusterAudience(call.actor, after, memberships)
    const reply = {
      status: 200 as const,
      body: visibleTo(audience, CLUSTER_CLASSES, clusterView(after)),
      version: before.version + 1,
    }
    return commit(clusters.table, call, reply, [
      stepAddition(clusterKey(after.id).pk, step, call),
      ...clusters.changeWrites({ before, after, assertions: [], action }, call),
    ])
  }
