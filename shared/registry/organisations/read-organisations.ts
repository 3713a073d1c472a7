import type { Call } from '#kernel/call'
import type { ReferenceReader } from '#reference/readers'
import { organisationAudience } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { sinceInstant } from '../listings.ts'
import { isThereOn, ORGANISATION_CLASSES, organisationView, visibleTo } from '../model.ts'
import { noSuchOrganisation, type OrganisationStore } from './organisation-store.ts'

type Routes = typeof registryContract.routes

/** A page of organisations. */
export const listOrganisations =
  ({
    organisations,
    reference,
  }: {
    readonly organisations: OrganisationStore
    readonly reference: ReferenceReader
  }) =>
  async (call: Call<Routes['listOrganisations']>) => {
    const { region, updatedSince, ...filter } = call.query
    // The root of the regions is the list of all.
    const everywhere = region === undefined || region === (await reference.regionTree()).root
    const body = await organisations.page(
      { ...filter, place: everywhere ? 'all' : `region#${region}`, updatedSince: sinceInstant(updatedSince) },
      call.language,
      call.page,
    )
    return { status: 200 as const, body }
  }

/** One organisation, as much of it as the reader may see. @throws NotFoundError */
export const getOrganisation =
  ({ organisations }: { readonly organisations: OrganisationStore }) =>
  async (call: Call<Routes['getOrganisation']>) => {
    const stored = await organisations.find(call.params.organisationId)
    if (stored === undefined) throw noSuchOrganisation(call.params.organisationId)
    const audience = organisationAudience(call.actor, stored.value)
    return {
      status: 200 as const,
      body: visibleTo(audience, ORGANISATION_CLASSES, organisationView(stored.value)),
      version: stored.version,
    }
  }

/** The establishments of an organisation; `known` tells none from not known. @throws NotFoundError */
export const listEstablishments =
  ({ organisations }: { readonly organisations: OrganisationStore }) =>
  async (call: Call<Routes['listEstablishments']>) => {
    const stored = await organisations.find(call.params.organisationId)
    if (stored === undefined) throw noSuchOrganisation(call.params.organisationId)
    const { establishments } = stored.value.fields
    const { on } = call.query
    const items = (establishments ?? []).filter((one) => on === undefined || isThereOn(one, on))
    return { status: 200 as const, body: { items, known: establishments !== undefined } }
  }
