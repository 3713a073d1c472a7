import { covers, refuseOwn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { StaleVersionError } from '#kernel/errors'
import { untilWon } from '#kernel/lost-race'
import { clusterResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { membershipChange, named } from './joining.ts'
import type { MembershipStore } from './membership-store.ts'
import { noSuchMembership } from './read-memberships.ts'

/** Changes role, level or tasks of a membership, or ends it. Ended memberships keep their history.
 *  @throws ConflictError when it would overlap another one @throws RuleFailedError
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeMembership =
  (deps: {
    readonly clusters: ClusterStore
    readonly organisations: OrganisationStore
    readonly memberships: MembershipStore
  }) =>
  async (call: Call<typeof registryContract.routes.changeMembership>) =>
    untilWon(async () => {
      const { clusters, organisations, memberships } = deps
      const { clusterId, organisationId, from } = call.params
      const { value: cluster } = await clusters.get(clusterId)
      covers(call.actor, 'cluster.register', clusterResource(cluster))
      refuseOwn(call.actor, [call.params.organisationId])
      const before = await memberships.find(clusterId, organisationId, from)
      if (before === undefined) throw noSuchMembership(from)
      if (before.version !== call.expectedVersion) throw new StaleVersionError()
      const sides = { cluster, organisation: await organisations.get(organisationId) }
      const change = { from, before, content: call.body }
      const { membership, version, writes } = await membershipChange(memberships, sides, change, call)
      await memberships.table.write(writes)
      return {
        status: 200 as const,
        body: named(call.actor, membership, { cluster, organisation: sides.organisation.value }),
        version,
      }
    })
