import type { Context } from '#kernel/call'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { organisationKey } from '../keys.ts'
import { membershipChange } from '../memberships/joining.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import { type HeldMemberships, type OrganisationId, restrictionSteps } from '../model.ts'
import { finished } from '../unfinished.ts'
import type { OrganisationStore } from './organisation-store.ts'

interface Deps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly memberships: MembershipStore
}

/** Lets each membership of an organisation be suspended in exactly the days in which the organisation is restricted,
 *  each in a transaction of its own. Done again, it goes on where it was broken off and changes nothing else.
 *  @returns how many memberships changed */
export const followRestrictions = async (
  deps: Deps,
  id: OrganisationId,
  context: Context,
): Promise<number> => {
  const { held } = (await deps.memberships.held(id)).value
  let changed = 0
  for (const one of held) if (await followIn(deps, id, one, context)) changed += 1
  await forgetUnrestricted(deps, id)
  return changed
}

const followIn = (
  { clusters, organisations, memberships }: Deps,
  id: OrganisationId,
  { cluster, from }: HeldMemberships['held'][number],
  context: Context,
): Promise<boolean> =>
  untilWon(async () => {
    const organisation = await organisations.get(id)
    // What is being merged goes over first; the record that stays follows then.
    if (organisation.value.merger !== undefined) return false
    const before = await memberships.find(cluster, id, from)
    if (before === undefined) return false
    const { roles, level, tasks, to, steps } = before.value
    const restrictions = organisation.value.fields.restrictions ?? []
    if (restrictionSteps(steps, { from, to }, restrictions, context.at.toISOString()).length === 0)
      return false
    const sides = { cluster: (await clusters.get(cluster)).value, organisation }
    if (sides.cluster.merger !== undefined) return false
    const content = { roles, tasks, to, ...(level !== undefined && { level }) }
    const change = { from, before, content, action: 'follow-restrictions' }
    await memberships.table.write((await membershipChange(memberships, sides, change, context)).writes)
    return true
  })

/** Once nothing restricts the organisation, nothing is left to do, unless somebody changes it in this moment. */
const forgetUnrestricted = ({ organisations }: Deps, id: OrganisationId): Promise<void> =>
  untilWon(async () => {
    const { value, version } = await organisations.get(id)
    if ((value.fields.restrictions ?? []).length > 0 || value.merger !== undefined) return
    await organisations.table.write([
      finished('restrictions', id),
      { check: organisationKey(id), if: { version }, otherwise: lostRace },
    ])
  })
