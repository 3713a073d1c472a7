import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { StaleVersionError } from '#kernel/errors'
import { organisationResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandNothingAbsorbed, demandUnmerged } from '../merging/mergeable.ts'
import type { OrganisationStore } from './organisation-store.ts'

/** Deletes an organisation that was never a member of a cluster, and gives back its identifiers. What was stated of
 *  it stays with its last version for whoever reads the changes.
 *  @throws ConflictError when it is or was a member @throws StaleVersionError */
export const deleteOrganisation =
  ({ organisations }: { readonly organisations: OrganisationStore }) =>
  async (call: Call<typeof registryContract.routes.deleteOrganisation>) => {
    const stored = await organisations.get(call.params.organisationId)
    covers(call.actor, 'organisation.edit', organisationResource(stored.value))
    demandUnmerged(stored.value)
    demandNothingAbsorbed(stored.value)
    if (stored.version !== call.expectedVersion) throw new StaleVersionError()
    await organisations.table.write(organisations.deletionWrites(stored, call))
    return { status: 204 as const, body: null }
  }
