import type { Context } from '#kernel/call'
import { changeBy, toDeleted } from '#kernel/entity'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import type { FacilityStore } from '../facilities/facility-store.ts'
import { proposalEntity } from '../keys.ts'
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
  for (const proposal of open) await moveProposal(proposals, proposal, mapping, context)
}

/** Moves a proposal to where a merger puts it, if nobody has answered it. */
export const moveProposal = (
  proposals: ProposalStore,
  { cluster, id }: MembershipProposal,
  mapping: Mapping,
  context: Context,
): Promise<void> =>
  untilWon(async () => {
    const stored = await proposals.find(cluster, id, { consistent: true })
    if (stored?.value.state !== 'proposed') return
    const organisation = mapping.organisation(stored.value.organisation)
    const membership = { ...stored.value.membership, organisation }
    const after = {
      ...stored.value,
      cluster: mapping.cluster(stored.value.cluster),
      organisation,
      membership,
    }
    const stays = after.cluster === stored.value.cluster
    const write = proposals.write(after, stays ? stored.version : 0, context, MERGING)
    const change = changeBy(context, MERGING)
    const gone: Write = {
      put: toDeleted(proposalEntity, stored.value, { version: stored.version + 1, change, at: context.at }),
      if: { version: stored.version },
      otherwise: lostRace,
    }
    await proposals.table.write([{ ...write, otherwise: lostRace }, ...(stays ? [] : [gone])])
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
