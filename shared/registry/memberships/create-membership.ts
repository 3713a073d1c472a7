import { refuseOwn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { confirmedAtOnce, demandConfirmation } from './confirming.ts'
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
      demandConfirmation(call.actor, cluster)
      const { organisation: id, from, ...content } = call.body
      refuseOwn(call.actor, [id])
      const organisation = await organisations.get(id)
      const sides = { cluster, organisation }
      const { membership, writes } = await membershipChange(
        memberships,
        sides,
        { from, content, steps: [confirmedAtOnce(call)] },
        call,
      )
      const reply = {
        status: 201 as const,
        body: named(call.actor, membership, { cluster, organisation: organisation.value }),
        version: 1,
        location: `/clusters/${cluster.id}/memberships/${id}/${from}`,
      }
      return commit(memberships.table, call, reply, writes)
    })
