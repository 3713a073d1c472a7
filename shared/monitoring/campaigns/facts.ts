import { randomBytes } from 'node:crypto'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { Places } from '../authority.ts'
import { DutyStore } from '../duty-store.ts'
import { IndicatorStore } from '../indicator-store.ts'
import { MarkStore } from '../mark-store.ts'
import { ObservationStore } from '../observation-store.ts'
import type { ClusterPlaces, CodeLists, RegisterFacts } from '../ports.ts'
import { SliceStore } from '../slice-store.ts'
import { CampaignStore } from './campaign-store.ts'
import { EnterpriseStore } from './enterprise-store.ts'
import { FormStore } from './form-store.ts'
import { MemberStore } from './member-store.ts'
import type { CampaignPorts, ClusterManagement, ClusterMembers, ClusterNames } from './ports.ts'

/** What campaigns need of other contexts. */
export interface CampaignFacts {
  readonly table: Table
  readonly registry: RegisterFacts & ClusterMembers
  readonly clusters: ClusterPlaces & ClusterManagement & ClusterNames
  readonly codeLists: CodeLists
  readonly newId?: NewId
  readonly newToken?: () => string
}

const randomToken = () => `mlk_${randomBytes(32).toString('base64url')}`

/** The ports of campaigns over the table of monitoring and the facts of other contexts. */
export const portsOf = ({
  table,
  registry,
  clusters,
  codeLists,
  newId = idSource(),
  newToken = randomToken,
}: CampaignFacts): CampaignPorts => ({
  table,
  campaigns: new CampaignStore(table),
  forms: new FormStore(table),
  enterprises: new EnterpriseStore(table),
  duties: new DutyStore(table),
  indicators: new IndicatorStore(table),
  observations: new ObservationStore(table),
  slices: new SliceStore(table),
  marks: new MarkStore(table),
  places: new Places(clusters, codeLists),
  registry,
  codeLists,
  management: clusters,
  members: registry,
  memberForms: new MemberStore(table),
  newId,
  newToken,
})
