import type { NewId } from '#kernel/ids'
import type { LocalisedText } from '#kernel/localised-text'
import type { Table } from '#kernel/table'
import type { Places } from '../authority.ts'
import type { DutyStore } from '../duty-store.ts'
import type { IndicatorStore } from '../indicator-store.ts'
import type { MarkStore } from '../mark-store.ts'
import type { MembershipFacts } from '../model.ts'
import type { ObservationStore } from '../observation-store.ts'
import type { CodeLists, RegisterFacts } from '../ports.ts'
import type { SliceStore } from '../slice-store.ts'
import type { CampaignStore } from './campaign-store.ts'
import type { EnterpriseStore } from './enterprise-store.ts'
import type { FormStore } from './form-store.ts'
import type { MemberStore } from './member-store.ts'

/** Who manages a cluster: the registry's reader fits this. */
export interface ClusterManagement {
  clusterRegions(
    cluster: string,
  ): Promise<{ readonly managementOrganisation?: string | undefined } | undefined>
}

/** Who is a member of a cluster: the registry's reader fits this. */
export interface ClusterMembers {
  membershipFacts(clusters: readonly string[]): Promise<readonly MembershipFacts[]>
}

/** How clusters are called: the registry's reader fits this. */
export interface ClusterNames {
  clusterNames(clusters: readonly string[]): Promise<ReadonlyMap<string, LocalisedText>>
}

/** What the use cases of campaigns are built from. */
export interface CampaignPorts {
  readonly table: Table
  readonly campaigns: CampaignStore
  readonly forms: FormStore
  readonly enterprises: EnterpriseStore
  readonly duties: DutyStore
  readonly indicators: IndicatorStore
  readonly observations: ObservationStore
  readonly slices: SliceStore
  readonly marks: MarkStore
  readonly places: Places
  readonly registry: RegisterFacts
  readonly codeLists: CodeLists
  readonly management: ClusterManagement
  readonly members: ClusterMembers
  readonly memberForms: MemberStore
  readonly newId: NewId
  /** Gives tokens of links: 256 bits of chance. */
  readonly newToken: () => string
}
