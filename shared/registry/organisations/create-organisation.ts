import { actorId, covers } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { ReferenceReader } from '#reference/readers'
import { recorded } from '../assertions.ts'
import { organisationAudience, organisationResource } from '../audience.ts'
import { demandEstablishments, pathOfSeat } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { demandNone, duplicateOrganisations } from '../duplicates/find-duplicates.ts'
import { organisationKey } from '../keys.ts'
import {
  changesBetween,
  likenedOrganisation,
  type NewOrganisation,
  ORGANISATION_CLASSES,
  OrganisationId,
  type OrganisationRecord,
  organisationFieldsFrom,
  organisationView,
  visibleTo,
} from '../model.ts'
import type { OrganisationStore } from './organisation-store.ts'

export interface OrganisationDeps {
  readonly organisations: OrganisationStore
  readonly reference: ReferenceReader
  readonly newId: NewId
}

/** A new organisation and what is stated of it.
 *  @throws RuleFailedError when the region of its seat is not in the list
 *  @throws ForbiddenError when the actor's territory does not cover its seat */
export const newRecordOf = async (
  { reference, newId }: Pick<OrganisationDeps, 'reference' | 'newId'>,
  content: NewOrganisation,
  id: OrganisationId | undefined,
  context: Context,
) => {
  const { validFrom, acknowledgedDuplicates: _seen, ...rest } = content
  const fields = organisationFieldsFrom(rest)
  await demandEstablishments(reference, fields.establishments)
  const at = context.at.toISOString()
  const organisation: OrganisationRecord = {
    id: id ?? newId(OrganisationId, 'org'),
    fields,
    seatPath: await pathOfSeat(reference, fields.seat.region),
    nameKeys: [],
    createdBy: actorId(context.actor),
    createdAt: at,
    updatedAt: at,
  }
  covers(context.actor, 'organisation.edit', organisationResource(organisation))
  const today = dateIn('UTC', context.at)
  demandPast('validFrom', validFrom ?? today, today)
  for (const { from } of fields.restrictions ?? []) demandPast('restrictions', from, today)
  const statement = { validFrom: validFrom ?? today, changes: changesBetween({}, fields) }
  const assertions = recorded(organisationKey(organisation.id).pk, 1, [statement], context)
  return { organisation, assertions }
}

/** A new organisation and the writes that add it. One that brings its id from elsewhere was told apart there.
 *  @throws RuleFailedError @throws ForbiddenError
 *  @throws LikelyDuplicatesError when it is probably there already, and the content does not say that this was seen */
export const additionOf = async (
  deps: OrganisationDeps,
  content: NewOrganisation,
  id: OrganisationId | undefined,
  context: Context,
) => {
  const { organisations } = deps
  const { organisation, assertions } = await newRecordOf(deps, content, id, context)
  if (id === undefined) {
    const found = await duplicateOrganisations(organisations, likenedOrganisation(organisation))
    // One that has the same identifier is no likely duplicate but the same: the guard of the identifier refuses it.
    const likely = found.filter(({ likeness }) => likeness.sameIdentifiers.length === 0)
    demandNone(likely, content.acknowledgedDuplicates)
  }
  const writes = organisations.changeWrites(
    { after: organisation, assertions, action: 'create-organisation' },
    context,
  )
  return { organisation, writes }
}

/** Adds an organisation. @throws ConflictError when one of its identifiers belongs to another
 *  @throws LikelyDuplicatesError @throws RuleFailedError @throws ForbiddenError */
export const createOrganisation =
  (deps: OrganisationDeps) => async (call: Call<typeof registryContract.routes.createOrganisation>) => {
    const { organisation, writes } = await additionOf(deps, call.body, undefined, call)
    const reply = {
      status: 201 as const,
      body: visibleTo(
        organisationAudience(call.actor, organisation),
        ORGANISATION_CLASSES,
        organisationView(organisation),
      ),
      version: 1,
      location: `/organisations/${organisation.id}`,
    }
    return commit(deps.organisations.table, call, reply, writes)
  }
