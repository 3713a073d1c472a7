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
import { organisationKey } from '../keys.ts'
import {
  changesBetween,
  ORGANISATION_CLASSES,
  type OrganisationContent,
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

/** A new organisation and the writes that add it.
 *  @throws RuleFailedError when the region of its seat is not in the list
 *  @throws ForbiddenError when the actor's territory does not cover its seat */
export const additionOf = async (
  { organisations, reference, newId }: OrganisationDeps,
  content: OrganisationContent,
  id: OrganisationId | undefined,
  context: Context,
) => {
  const { validFrom, ...rest } = content
  const fields = organisationFieldsFrom(rest)
  await demandEstablishments(reference, fields.establishments)
  const at = context.at.toISOString()
  const organisation: OrganisationRecord = {
    id: id ?? newId(OrganisationId, 'org'),
    fields,
    seatPath: await pathOfSeat(reference, fields.seat.region),
    createdBy: actorId(context.actor),
    createdAt: at,
    updatedAt: at,
  }
  covers(context.actor, 'organisation.edit', organisationResource(organisation))
  const today = dateIn('UTC', context.at)
  demandPast('validFrom', validFrom ?? today, today)
  const statement = { validFrom: validFrom ?? today, changes: changesBetween({}, fields) }
  const assertions = recorded(organisationKey(organisation.id).pk, 1, [statement], context)
  const writes = organisations.changeWrites(
    { after: organisation, assertions, action: 'create-organisation' },
    context,
  )
  return { organisation, writes }
}

/** Adds an organisation. @throws ConflictError when one of its identifiers belongs to another
 *  @throws RuleFailedError @throws ForbiddenError */
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
