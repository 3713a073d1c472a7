import type { Context } from '#kernel/call'
import type { Table } from '#kernel/table'
import { ClusterStore } from './clusters/cluster-store.ts'
import { FacilityStore } from './facilities/facility-store.ts'
import { MembershipStore } from './memberships/membership-store.ts'
import { ProposalStore } from './memberships/proposal-store.ts'
import { finishClusterMerger } from './merging/merge-clusters.ts'
import { finishOrganisationMerger } from './merging/merge-organisations.ts'
import { ClusterId, OrganisationId } from './model.ts'
import { followRestrictions } from './organisations/follow-restrictions.ts'
import { OrganisationStore } from './organisations/organisation-store.ts'
import { TieStore } from './ties/tie-store.ts'
import { unfinishedIn } from './unfinished.ts'

/** A request has ended by then, finished or not. */
const MINUTES = 15

/** Finishes mergers that were broken off, and lets memberships follow what restricts their organisations.
 *  @returns how many mergers were finished and how many memberships changed */
export const finishUnfinished = async (
  table: Table,
  context: Context,
): Promise<{ readonly mergers: number; readonly followed: number }> => {
  const deps = {
    clusters: new ClusterStore(table),
    organisations: new OrganisationStore(table),
    memberships: new MembershipStore(table),
    proposals: new ProposalStore(table),
    ties: new TieStore(table),
    facilities: new FacilityStore(table),
  }
  const before = new Date(context.at.getTime() - MINUTES * 60_000).toISOString()
  const begun = await unfinishedIn(table)
  const mergers = begun.filter(({ kind, since }) => kind !== 'restrictions' && since < before)
  for (const { kind, id } of mergers)
    if (kind === 'cluster-merger') await finishClusterMerger(deps, ClusterId.parse(id), context)
    else await finishOrganisationMerger(deps, OrganisationId.parse(id), context)
  let followed = 0
  for (const { kind, id } of begun)
    if (kind === 'restrictions') followed += await followRestrictions(deps, OrganisationId.parse(id), context)
  return { mergers: mergers.length, followed }
}
