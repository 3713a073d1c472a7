import { covers, demandSecondFactor, refuseOwn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { recorded } from '../assertions.ts'
import { organisationAudience, organisationResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import type { FacilityStore } from '../facilities/facility-store.ts'
import { organisationKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import type { ProposalStore } from '../memberships/proposal-store.ts'
import {
  changesBetween,
  mergedFields,
  ORGANISATION_CLASSES,
  type OrganisationRecord,
  organisationMapping,
  organisationView,
  visibleTo,
} from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { TieStore } from '../ties/tie-store.ts'
import { clashesOf, conflictsIn, demandNoConflicts, tooManyHeld } from './conflicts.ts'
import { demandMergeable } from './mergeable.ts'
import { endWrites, startWrites } from './merger-writes.ts'
import { moveMembership } from './move-memberships.ts'
import { moveFacilities, moveProposals } from './move-others.ts'
import { moveTies } from './move-ties.ts'

interface Deps {
  readonly organisations: OrganisationStore
  readonly memberships: MembershipStore
  readonly proposals: ProposalStore
  readonly ties: TieStore
  readonly facilities: FacilityStore
}

type MergerCall = Call<typeof registryContract.routes.mergeOrganisation>

/** Merges an organisation that is recorded twice into its other record: memberships, ties, figures, open proposals,
 *  facilities, and at last identifiers and what only the first record says. Many transactions, each whole: from the first
 *  one on nobody can write about the record that goes, and broken off after any of them the same request continues.
 *  @throws ForbiddenError unless the actor's territory covers both seats, and for who belongs to either
 *  @throws RuleFailedError with everything that stands against it; nothing is changed then
 *  @throws ConflictError when one of them is merged already @throws StaleVersionError @throws SecondFactorError */
export const mergeOrganisation = (deps: Deps) => async (call: MergerCall) => {
  const { organisations, memberships, proposals, ties, facilities } = deps
  const { organisationId } = call.params
  const { into } = call.body
  const [from, other] = [await organisations.get(organisationId), await organisations.get(into)]
  for (const { value } of [from, other]) covers(call.actor, 'organisation.edit', organisationResource(value))
  demandSecondFactor(call.actor)
  refuseOwn(call.actor, [organisationId, into])
  const begun = demandMergeable(from, other.value, call.expectedVersion)
  const clusters = begun ? (from.value.merger?.clusters ?? []) : await begin(deps, call, from, other)

  const mapping = organisationMapping(from.value.id, into)
  for (const one of (await memberships.held(from.value.id)).value.held)
    await moveMembership(memberships, { ...one, organisation: from.value.id }, mapping, call)
  for (const cluster of clusters) await moveTies(ties, cluster, mapping, call)
  await moveProposals(proposals, from.value.id, mapping, call)
  await moveFacilities(facilities, from.value.id, into, call)
  return end(deps, call)
}

/** Closes the record that goes for all others.
 *  @returns the clusters in which it has been a member */
const begin = async (
  { organisations, memberships, ties }: Deps,
  call: MergerCall,
  from: Stored<OrganisationRecord>,
  into: Stored<OrganisationRecord>,
) => {
  const { reason, act } = call.body
  const held = await memberships.held(from.value.id)
  const clusters = [...new Set(held.value.held.map(({ cluster }) => cluster))]
  const mapping = organisationMapping(from.value.id, into.value.id)
  const today = dateIn('UTC', call.at)
  const merged = mergedFields(into.value.fields, from.value.fields)
  const faults = await Promise.all(clusters.map((cluster) => conflictsIn(ties, cluster, mapping, today)))
  const own = await memberships.held(into.value.id)
  demandNoConflicts([
    ...clashesOf(into.value.fields, from.value.fields, merged),
    ...tooManyHeld(own.value.held.length + held.value.held.length),
    ...faults.flat(),
  ])
  const since = call.at.toISOString()
  const merger = { into: into.value.id, state: 'merging' as const, since, clusters, reason, act }
  await organisations.table.write(startWrites({ from, into, held }, merger, call))
  return clusters
}

/** Gives the record that stays what only the other one said, and makes that one lead to it. */
const end = ({ organisations }: Deps, call: MergerCall) =>
  untilWon(async () => {
    const from = await organisations.get(call.params.organisationId)
    const into = await organisations.get(call.body.into)
    const today = dateIn('UTC', call.at)
    const { absorbing: _absorbing, ...rest } = into.value
    const after: OrganisationRecord = {
      ...rest,
      fields: mergedFields(into.value.fields, from.value.fields),
      absorbed: [...(into.value.absorbed ?? []), from.value.id],
      updatedAt: call.at.toISOString(),
    }
    const { reason, act } = call.body
    const said = { reason, act: act.kind }
    const stated = {
      ...changesBetween(into.value.fields, after.fields),
      'merged:from': { organisation: from.value.id, ...said },
    }
    const goes = { 'merged:into': { organisation: into.value.id, ...said } }
    const statement = (changes: object) => [{ validFrom: today, changes: { ...changes }, act }]
    const assertions = [
      ...recorded(organisationKey(after.id).pk, into.version + 1, statement(stated), call),
      ...recorded(organisationKey(from.value.id).pk, from.version + 1, statement(goes), call),
    ]
    const reply = {
      status: 200 as const,
      body: visibleTo(organisationAudience(call.actor, after), ORGANISATION_CLASSES, organisationView(after)),
      version: into.version + 1,
    }
    const writes = endWrites({ from, into, after, assertions }, call)
    return commit(organisations.table, call, reply, writes)
  })
