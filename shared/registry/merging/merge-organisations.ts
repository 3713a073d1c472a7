import { covers, demandSecondFactor, refuseOwn } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { recorded } from '../assertions.ts'
import { organisationAudience, organisationResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import type { FacilityStore } from '../facilities/facility-store.ts'
import { organisationKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import type { ProposalStore } from '../memberships/proposal-store.ts'
import {
  changesBetween,
  mergedFields,
  ORGANISATION_CLASSES,
  type OrganisationId,
  type OrganisationRecord,
  organisationMapping,
  organisationView,
  visibleTo,
} from '../model.ts'
import { followRestrictions } from '../organisations/follow-restrictions.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { TieStore } from '../ties/tie-store.ts'
import { clashesOf, conflictsIn, demandNoConflicts, tooManyHeld } from './conflicts.ts'
import { demandMergeable } from './mergeable.ts'
import { endWrites, startWrites } from './merger-writes.ts'
import { moveMembership } from './move-memberships.ts'
import { moveFacilities, moveProposals } from './move-others.ts'
import { moveTies } from './move-ties.ts'

interface Deps {
  readonly clusters: ClusterStore
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
  const { organisations } = deps
  const { organisationId } = call.params
  const { into } = call.body
  const [from, other] = [await organisations.get(organisationId), await organisations.get(into)]
  for (const { value } of [from, other]) covers(call.actor, 'organisation.edit', organisationResource(value))
  demandSecondFactor(call.actor)
  refuseOwn(call.actor, [organisationId, into])
  if (!demandMergeable(from, other.value, call.expectedVersion)) await begin(deps, call, from, other)
  await moveAll(deps, from.value.id, call)
  const reply = await untilWon(async () => {
    const { into, after, writes } = await ending(deps, from.value.id, call)
    const audience = organisationAudience(call.actor, after)
    const body = visibleTo(audience, ORGANISATION_CLASSES, organisationView(after))
    const reply = { status: 200 as const, body, version: into.version + 1 }
    return commit(deps.organisations.table, call, reply, writes)
  })
  await followRestrictions(deps, into, call)
  return reply
}

/** Finishes a merger that was broken off; nothing where it was finished meanwhile. */
export const finishOrganisationMerger = async (deps: Deps, id: OrganisationId, context: Context) => {
  const { merger } = (await deps.organisations.get(id)).value
  if (merger?.state !== 'merging') return
  await moveAll(deps, id, context)
  await untilWon(async () => {
    const { value } = await deps.organisations.get(id)
    if (value.merger?.state === 'merging')
      await deps.organisations.table.write((await ending(deps, id, context)).writes)
  })
  await followRestrictions(deps, merger.into, context)
}

/** Moves all that is about the record that goes, each thing in a transaction of its own. */
const moveAll = async (deps: Deps, id: OrganisationId, context: Context): Promise<void> => {
  const { organisations, memberships, proposals, ties, facilities } = deps
  const { merger } = (await organisations.get(id)).value
  if (merger === undefined) return
  const mapping = organisationMapping(id, merger.into)
  for (const one of (await memberships.held(id)).value.held)
    await moveMembership(memberships, { ...one, organisation: id }, mapping, context)
  for (const cluster of merger.clusters) await moveTies(ties, cluster, mapping, context)
  await moveProposals(proposals, id, mapping, context)
  await moveFacilities(facilities, id, merger.into, context)
}

/** Closes the record that goes for all others. */
const begin = async (
  { organisations, memberships, ties }: Deps,
  call: MergerCall,
  from: Stored<OrganisationRecord>,
  into: Stored<OrganisationRecord>,
): Promise<void> => {
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
}

/** What gives the record that stays what only the other one said, and makes that one lead to it. */
const ending = async ({ organisations }: Deps, id: OrganisationId, context: Context) => {
  const from = await organisations.get(id)
  if (from.value.merger === undefined) throw new Error(`the merger of ${id} was never begun`)
  const { into: intoId, reason, act } = from.value.merger
  const into = await organisations.get(intoId)
  const { absorbing: _absorbing, ...rest } = into.value
  const after: OrganisationRecord = {
    ...rest,
    fields: mergedFields(into.value.fields, from.value.fields),
    absorbed: [...(into.value.absorbed ?? []), id],
    updatedAt: context.at.toISOString(),
  }
  const said = { reason, act: act.kind }
  const stated = {
    ...changesBetween(into.value.fields, after.fields),
    'merged:from': { organisation: id, ...said },
  }
  const goes = { 'merged:into': { organisation: intoId, ...said } }
  const validFrom = dateIn('UTC', context.at)
  const statement = (changes: object) => [{ validFrom, changes: { ...changes }, act }]
  const assertions = [
    ...recorded(organisationKey(intoId).pk, into.version + 1, statement(stated), context),
    ...recorded(organisationKey(id).pk, from.version + 1, statement(goes), context),
  ]
  return { into, after, writes: endWrites({ from, into, after, assertions }, context) }
}
