import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { MembershipStore } from './membership-store.ts'
import type { ProposalStore } from './proposal-store.ts'

/** What the use cases of memberships work with. */
export interface MembershipDeps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly memberships: MembershipStore
  readonly proposals: ProposalStore
}
