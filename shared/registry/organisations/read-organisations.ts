import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf } from '../assertions.ts'
import { pointInTime } from '../at-time.ts'
import { organisationAudience } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { organisationKey } from '../keys.ts'
import { sinceInstant } from '../listings.ts'
import {
  isThereOn,
  ORGANISATION_CLASSES,
  OrganisationFields,
  type OrganisationRecord,
  organisationSummary,
  organisationView,
  type PointInTime,
  stateOn,
  visibleTo,
} from '../model.ts'
import { noSuchOrganisation, type OrganisationStore } from './organisation-store.ts'

type Routes = typeof registryContract.routes

/** A page of organisations, or who has an identifier. */
export const listOrganisations =
  ({
    organisations,
    reference,
  }: {
    readonly organisations: OrganisationStore
    readonly reference: ReferenceReader
  }) =>
  async (call: Call<Routes['listOrganisations']>) => {
    const { identifier, region, updatedSince, ...filter } = call.query
    if (identifier !== undefined) {
      const items = (await organisations.holding(identifier)).map(organisationSummary)
      return { status: 200 as const, body: { items, next: undefined } }
    }
    // The root of the regions is the list of all.
    const everywhere = region === undefined || region === (await reference.regionTree()).root
    const body = await organisations.page(
      { ...filter, place: everywhere ? 'all' : `region#${region}`, updatedSince: sinceInstant(updatedSince) },
      call.language,
      call.page,
    )
    return { status: 200 as const, body }
  }

/** One organisation, as much of it as the reader may see: as it is, or as it was on a day and known at an instant. One
 *  that was merged leads to the record that stays, but for who asks what was known before that.
 *  @throws NotFoundError also when nothing was stated of that day by then */
export const getOrganisation =
  ({ organisations }: { readonly organisations: OrganisationStore }) =>
  async (call: Call<Routes['getOrganisation']>) => {
    const stored = await organisations.find(call.params.organisationId)
    if (stored === undefined) throw noSuchOrganisation(call.params.organisationId)
    const { merger } = stored.value
    const when = await pointInTime(call.query, async () => 'UTC', call.at)
    if (merger?.state === 'merged' && (when === undefined || merger.since <= when.knownAt))
      return movedOrganisation(organisations, stored.value, merger)
    const record = when === undefined ? stored.value : await recordAt(organisations, stored.value, when)
    const audience = organisationAudience(call.actor, stored.value)
    return {
      status: 200 as const,
      body: visibleTo(audience, ORGANISATION_CLASSES, organisationView(record)),
      ...(when === undefined && { version: stored.version }),
    }
  }

const movedOrganisation = async (
  organisations: OrganisationStore,
  { id, absorbed }: OrganisationRecord,
  { into, since }: NonNullable<OrganisationRecord['merger']>,
) => {
  const last = await organisations.lastOf(into)
  return {
    status: 308 as const,
    body: { id, mergedInto: last, since, ...(absorbed && { mergedFrom: absorbed.toSorted() }) },
    location: `/organisations/${last}`,
  }
}

const recordAt = async (
  organisations: OrganisationStore,
  record: OrganisationRecord,
  { asOf, knownAt }: PointInTime,
): Promise<OrganisationRecord> => {
  const { merger: _merger, absorbed: _absorbed, ...rest } = record
  const subject = organisationKey(record.id).pk
  const state = stateOn(await assertionsOf(organisations.table, subject), asOf, knownAt)
  const fields = Object.entries(state).filter(([field]) => !field.includes(':'))
  if (fields.length === 0) throw notYet(record.id, asOf, knownAt)
  return { ...rest, fields: OrganisationFields.parse(Object.fromEntries(fields)) }
}

const notYet = (id: string, asOf: string, knownAt: string) =>
  new NotFoundError({
    en: `Nothing of the organisation ${id} on ${asOf} was known at ${knownAt}.`,
    ru: `Об организации ${id} на ${asOf} по сведениям на ${knownAt} ничего не известно.`,
  })

/** The establishments of an organisation; `known` tells none from not known; of one that was merged those of its
 *  other record. @throws NotFoundError */
export const listEstablishments =
  ({ organisations }: { readonly organisations: OrganisationStore }) =>
  async (call: Call<Routes['listEstablishments']>) => {
    const stored = await organisations.find(await organisations.lastOf(call.params.organisationId))
    if (stored === undefined) throw noSuchOrganisation(call.params.organisationId)
    const { establishments } = stored.value.fields
    const { on } = call.query
    const items = (establishments ?? []).filter((one) => on === undefined || isThereOn(one, on))
    return { status: 200 as const, body: { items, known: establishments !== undefined } }
  }
