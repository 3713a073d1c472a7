import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { stepBy } from './confirming.ts'
import { membershipChange, named } from './joining.ts'
import type { MembershipDeps } from './ports.ts'
import { noSuchMembership } from './read-memberships.ts'

/** Lets another organisation take over a membership from a day on, by a decision with its legal act: the former one
 *  ends, the new one begins with its roles, level and tasks, and each points to the other.
 *  @throws ForbiddenError @throws NotFoundError @throws StaleVersionError
 *  @throws RuleFailedError when the day is not after the former's first
 *  @throws ConflictError when the former has ended by then, or the successor is a member at the time */
export const succeedMembership =
  (deps: MembershipDeps) => async (call: Call<typeof registryContract.routes.succeedMembership>) =>
    untilWon(async () => {
      const { clusters, organisations, memberships } = deps
      const { clusterId, organisationId, from } = call.params
      const { successor, on, reason, act } = call.body
      const { value: cluster } = await clusters.get(clusterId)
      covers(call.actor, 'cluster.register', clusterResource(cluster))
      const before = await memberships.find(clusterId, organisationId, from)
      if (before === undefined) throw noSuchMembership(from)
      if (before.version !== call.expectedVersion) throw new StaleVersionError()
      const { roles, level, tasks, to } = before.value
      if (to !== null && to <= on) throw endedBy(to)
      if (successor === organisationId) throw sameOrganisation()
      const content = { roles, tasks, ...(level !== undefined && { level }) }
      const step = stepBy({ step: 'succeeded', side: 'authority', on, reason, act }, call)
      const action = 'succeed-membership'
      const former = await organisations.get(organisationId)
      const ended = await membershipChange(
        memberships,
        { cluster, organisation: former },
        {
          from,
          before,
          content: { ...content, to: on },
          successor: { organisation: successor, from: on },
          steps: [step],
          action,
        },
        call,
      )
      const organisation = await organisations.get(successor)
      const sides = { cluster, organisation }
      const begun = await membershipChange(
        memberships,
        sides,
        {
          from: on,
          content: { ...content, to },
          formerly: { organisation: before.value.organisation, from },
          steps: [step],
          action,
        },
        call,
      )
      const reply = {
        status: 201 as const,
        body: named(call.actor, begun.membership, { cluster, organisation: organisation.value }),
        version: 1,
        location: `/clusters/${clusterId}/memberships/${successor}/${on}`,
      }
      return commit(memberships.table, call, reply, [...ended.writes, ...begun.writes])
    })

const endedBy = (to: string) =>
  new ConflictError({
    en: `The membership ends on ${to}: there is nothing to take over after it.`,
    ru: `Членство заканчивается ${to}: после этого принимать нечего.`,
  })

const sameOrganisation = () =>
  new ConflictError({
    en: 'An organisation does not succeed itself.',
    ru: 'Организация не может быть преемником самой себя.',
  })
