import type { Context } from '#kernel/call'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { FacilityStore } from '../facilities/facility-store.ts'
import type { ProposalStore } from '../memberships/proposal-store.ts'
import type { Mapping, MembershipProposal, OrganisationId } from '../model.ts'
import { MERGING } from './move-memberships.ts'

/** Proposals read at once. */
const PAGE = 100

/** Makes the open proposals of an organisation those of the record that stays; answered ones are history. */
export const moveProposals = async (
  proposals: ProposalStore,
  organisation: OrganisationId,
  mapping: Mapping,
  context: Context,
): Promise<void> => {
  const open: MembershipProposal[] = []
  let after: Awaited<ReturnType<ProposalStore['ofOrganisation']>>['next']
  do {
    const page = await proposals.ofOrganisation(organisation, { limit: PAGE, after })
    open.push(...page.items.filter(({ state }) => state === 'proposed'))
    after = page.next
  } while (after !== undefined)
  for (const { cluster, id } of open) await moveProposal(proposals, cluster, id, mapping, context)
}

const moveProposal = (
  proposals: ProposalStore,
  cluster: string,
  id: string,
  mapping: Mapping,
  context: Context,
): Promise<void> =>
  untilWon(async () => {
    const stored = await proposals.find(cluster, id)
    if (stored?.value.state !== 'proposed') return
    const organisation = mapping.organisation(stored.value.organisation)
    const membership = { ...stored.value.membership, organisation }
    const after = { ...stored.value, organisation, membership }
    const write = proposals.write(after, stored.version, context, MERGING)
    await proposals.table.write([{ ...write, otherwise: lostRace }])
  })

/** Makes an organisation the owner of the facilities of another: one reading of the list of all facilities. */
export const moveFacilities = async (
  facilities: FacilityStore,
  from: OrganisationId,
  into: OrganisationId,
  context: Context,
): Promise<void> => {
  for (const id of await facilities.ownedBy(from))
    await untilWon(async () => {
      const before = await facilities.get(id, { consistent: true })
      if (before.value.facility.owner !== from) return
      const facility = { ...before.value.facility, owner: into, updatedAt: context.at.toISOString() }
      const [put, ...listings] = facilities.changeWrites(before, { ...before.value, facility }, context)
      await facilities.table.write(put === undefined ? [] : [{ ...put, otherwise: lostRace }, ...listings])
    })
}
