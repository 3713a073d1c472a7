import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import type { TieStore } from './tie-store.ts'

/** What the use cases of ties and member figures work with. */
export interface TieDeps {
  readonly clusters: ClusterStore
  readonly memberships: MembershipStore
  readonly ties: TieStore
}
