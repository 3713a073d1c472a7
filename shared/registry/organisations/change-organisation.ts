import { covers } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import type { Stored } from '#kernel/entity'
import { StaleVersionError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf, recorded } from '../assertions.ts'
import { organisationAudience, organisationResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { demandEstablishments, pathOfSeat } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { organisationKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import { demandUnmerged } from '../merging/mergeable.ts'
import {
  changesFrom,
  ORGANISATION_CLASSES,
  type OrganisationContent,
  type OrganisationRecord,
  organisationFieldsFrom,
  organisationView,
  visibleTo,
} from '../model.ts'
import { followRestrictions } from './follow-restrictions.ts'
import type { OrganisationStore } from './organisation-store.ts'

interface Deps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly memberships: MembershipStore
  readonly reference: ReferenceReader
}

/** Content that says nothing of restrictions leaves those that are on record: their memberships follow them. */
export const withRestrictions = (
  content: OrganisationContent,
  { fields: { restrictions } }: OrganisationRecord,
): OrganisationContent => (restrictions === undefined ? content : { restrictions, ...content })

/** An organisation with other content from a day on, and the writes of it; no writes where nothing differs.
 *  @throws ForbiddenError unless the actor's territory covers its seat before **and** after */
export const changeOf = async (
  { organisations, reference }: Pick<Deps, 'organisations' | 'reference'>,
  before: Stored<OrganisationRecord>,
  content: OrganisationContent,
  context: Context,
) => {
  const { validFrom, ...rest } = withRestrictions(content, before.value)
  covers(context.actor, 'organisation.edit', organisationResource(before.value))
  demandUnmerged(before.value)
  const fields = organisationFieldsFrom(rest)
  await demandEstablishments(reference, fields.establishments)
  const after: OrganisationRecord = {
    ...before.value,
    fields,
    seatPath: await pathOfSeat(reference, fields.seat.region),
    updatedAt: context.at.toISOString(),
  }
  covers(context.actor, 'organisation.edit', organisationResource(after))
  const today = dateIn('UTC', context.at)
  const day = validFrom ?? today
  demandPast('validFrom', day, today)
  for (const { from } of fields.restrictions ?? []) demandPast('restrictions', from, today)
  const subject = organisationKey(after.id).pk
  const history = await assertionsOf(organisations.table, subject)
  const statements = [{ validFrom: day, changes: changesFrom(history, day, fields) }]
  const assertions = recorded(subject, before.version + 1, statements, context)
  if (assertions.length === 0) return { organisation: before.value, writes: [] }
  const writes = organisations.changeWrites(
    { before, after, assertions, action: 'change-organisation' },
    context,
  )
  return { organisation: after, writes }
}

/** Lets memberships follow where what restricts their organisation changed. */
export const followChange = async (
  deps: Pick<Deps, 'clusters' | 'organisations' | 'memberships'>,
  before: OrganisationRecord,
  after: OrganisationRecord,
  context: Context,
): Promise<void> => {
  const [old, current] = [before, after].map(({ fields }) => canonicalJson(fields.restrictions ?? []))
  if (old !== current) await followRestrictions(deps, after.id, context)
}

/** Changes what is said of an organisation, from a day on. A change without difference writes nothing.
 *  Its memberships follow its restrictions afterwards; what is broken off, the morning's job finishes.
 *  @throws ConflictError when one of its identifiers belongs to another
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeOrganisation =
  (deps: Deps) => async (call: Call<typeof registryContract.routes.changeOrganisation>) => {
    const before = await deps.organisations.get(call.params.organisationId)
    covers(call.actor, 'organisation.edit', organisationResource(before.value))
    if (before.version !== call.expectedVersion) throw new StaleVersionError()
    const { organisation, writes } = await changeOf(deps, before, call.body, call)
    await deps.organisations.table.write(writes)
    await followChange(deps, before.value, organisation, call)
    const audience = organisationAudience(call.actor, organisation)
    return {
      status: 200 as const,
      body: visibleTo(audience, ORGANISATION_CLASSES, organisationView(organisation)),
      version: before.version + (writes.length > 0 ? 1 : 0),
    }
  }
