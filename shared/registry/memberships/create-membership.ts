import { covers, refuseOwn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { clusterResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { membershipChange, named } from './joining.ts'
import type { MembershipStore } from './membership-store.ts'

/** Records a membership that both the organisation and the cluster have confirmed.
 *  @throws ForbiddenError when the actor's territory does not cover all regions of the cluster
 *  @throws ConflictError when the organisation has one in the cluster at the time */
export const createMembership =
  (deps: {
    readonly clusters: ClusterStore
    readonly organisations: OrganisationStore
    readonly memberships: MembershipStore
  }) =>
  async (call: Call<typeof registryContract.routes.createMembership>) =>
    untilWon(async () => {
      const { clusters, organisations, memberships } = deps
      const { value: cluster } = await clusters.get(call.params.clusterId)
      covers(call.actor, 'cluster.register', clusterResource(cluster))
      const { organisation: id, from, ...content } = call.body
      refuseOwn(call.actor, [id])
      const organisation = await organisations.get(id)
      if ((await memberships.find(cluster.id, id, from)) !== undefined) throw alreadyThere(from)
      const sides = { cluster, organisation }
      const { membership, writes } = await membershipChange(memberships, sides, { from, content }, call)
      const reply = {
        status: 201 as const,
        body: named(membership, sides),
        version: 1,
        location: `/clusters/${cluster.id}/memberships/${id}/${from}`,
      }
      return commit(memberships.table, call, reply, writes)
    })

const alreadyThere = (from: string) =>
  new ConflictError({
    en: `The organisation has a membership in this cluster from ${from} already.`,
    ru: `У организации уже есть членство в этом кластере с ${from}.`,
  })
