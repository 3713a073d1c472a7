import type { Call } from '#kernel/call'
import type { ReferenceReader } from '#reference/readers'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { pathOfRegion, pathOfSeat } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { clusterSummary, clusterView, organisationSummary } from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { duplicateClusters, duplicateOrganisations } from './find-duplicates.ts'

type Routes = typeof registryContract.routes

/** The organisations that are probably the one that somebody is about to add.
 *  @throws RuleFailedError when the region of its seat is not in the list */
export const findDuplicateOrganisations =
  ({
    organisations,
    reference,
  }: {
    readonly organisations: OrganisationStore
    readonly reference: ReferenceReader
  }) =>
  async (call: Call<Routes['findDuplicateOrganisations']>) => {
    const { names, identifiers, seat } = call.body
    const regions = seat === undefined ? undefined : [await pathOfSeat(reference, seat.region)]
    const sought = { names, identifiers, town: seat?.town, regions }
    const holders = await Promise.all(identifiers.map((identifier) => organisations.holderOf(identifier)))
    const known = holders.filter((holder) => holder !== undefined)
    const found = await duplicateOrganisations(organisations, sought, known)
    const items = found.map(({ other, likeness }) => ({ organisation: organisationSummary(other), likeness }))
    return { status: 200 as const, body: { items } }
  }

/** The clusters that are probably the one that somebody is about to draft: drafts of others are left out.
 *  @throws RuleFailedError when one of its regions is not in the list */
export const findDuplicateClusters =
  ({ clusters, reference }: { readonly clusters: ClusterStore; readonly reference: ReferenceReader }) =>
  async (call: Call<Routes['findDuplicateClusters']>) => {
    const { names, regions, seat } = call.body
    const paths = regions?.map((region, index) => pathOfRegion(reference, region, `/regions/${index}`))
    const sought = { names, identifiers: [], town: seat?.town, regions: paths && (await Promise.all(paths)) }
    const found = await duplicateClusters(clusters, sought, call.actor)
    const items = found.map(({ other, likeness }) => ({
      cluster: clusterSummary(clusterView(other)),
      likeness,
    }))
    return { status: 200 as const, body: { items } }
  }
