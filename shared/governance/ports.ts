import type { NewId } from '#kernel/ids'
import type { ReferenceReader } from '#reference/readers'
import type { ClusterReader } from '#registry/readers'
import type { GovernanceStore } from './store.ts'

/** What the use cases of this context work with. */
export interface Ports {
  readonly store: GovernanceStore
  readonly reference: Pick<ReferenceReader, 'pathOf' | 'regionTree' | 'categories'>
  readonly clusters: ClusterReader
  readonly newId: NewId
}
