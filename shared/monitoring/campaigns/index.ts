import { randomBytes } from 'node:crypto'
import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { Places } from '../authority.ts'
import { DutyStore } from '../duty-store.ts'
import { IndicatorStore } from '../indicator-store.ts'
import { MarkStore } from '../mark-store.ts'
import { ObservationStore } from '../observation-store.ts'
import type { ClusterPlaces, CodeLists, RegisterFacts } from '../ports.ts'
import { SliceStore } from '../slice-store.ts'
import { answerMemberForm, readMemberForm } from './answer-member-form.ts'
import { CampaignStore } from './campaign-store.ts'
import { changeDuty } from './change-duty.ts'
import type { campaignFilesContract, campaignsContract } from './contract.ts'
import { decideForm } from './decide-form.ts'
import { uploadTable } from './files/upload-table.ts'
import { getTemplate } from './files/write-template.ts'
import { FormStore } from './form-store.ts'
import { imputeValues } from './impute-values.ts'
import { inviteMember, listMemberForms, revokeMemberForm } from './invite-members.ts'
import {
  changeCampaign,
  createCampaign,
  endCampaign,
  getCampaign,
  listCampaigns,
  openCampaign,
} from './manage-campaigns.ts'
import { MemberStore } from './member-store.ts'
import type { CampaignPorts, ClusterManagement, ClusterMembers, ClusterNames } from './ports.ts'
import { getProgress } from './read-progress.ts'
import { rollUpMembers } from './roll-up-members.ts'
import { saveForm } from './save-form.ts'
import { getForm, submitForm } from './submit-form.ts'
import { type CampaignsWatched, type Mail, watchCampaigns } from './watch-campaigns.ts'

/** What campaigns need of other contexts. */
interface Facts {
  readonly table: Table
  readonly registry: RegisterFacts & ClusterMembers
  readonly clusters: ClusterPlaces & ClusterManagement & ClusterNames
  readonly codeLists: CodeLists
  readonly newId?: NewId
  readonly newToken?: () => string
}

const randomToken = () => `mlk_${randomBytes(32).toString('base64url')}`

const portsOf = ({
  table,
  registry,
  clusters,
  codeLists,
  newId = idSource(),
  newToken = randomToken,
}: Facts): CampaignPorts => ({
  table,
  campaigns: new CampaignStore(table),
  forms: new FormStore(table),
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

/** Builds the use cases of campaigns over the table of monitoring and the facts of other contexts. */
export const createCampaigns = (facts: Facts): Handlers<typeof campaignsContract> => {
  const ports = portsOf(facts)
  return {
    listCampaigns: listCampaigns(ports),
    createCampaign: createCampaign(ports),
    getCampaign: getCampaign(ports),
    changeCampaign: changeCampaign(ports),
    openCampaign: openCampaign(ports),
    endCampaign: endCampaign(ports),
    changeDuty: changeDuty(ports),
    getProgress: getProgress(ports),
    getForm: getForm(ports),
    saveForm: saveForm(ports),
    submitForm: submitForm(ports),
    decideForm: decideForm(ports),
    imputeValues: imputeValues(ports),
    inviteMember: inviteMember(ports),
    listMemberForms: listMemberForms(ports),
    revokeMemberForm: revokeMemberForm(ports),
    rollUpMembers: rollUpMembers(ports),
    readMemberForm: readMemberForm(ports),
    answerMemberForm: answerMemberForm(ports),
  }
}

/** Builds the use cases that fill in forms in bulk. */
export const createCampaignFiles = (facts: Facts): Handlers<typeof campaignFilesContract> => {
  const ports = portsOf(facts)
  return {
    getTemplate: getTemplate({ ...ports, names: facts.clusters }),
    uploadTable: uploadTable(ports),
  }
}

/** Builds the daily job of campaigns. */
export const createCampaignWatch =
  (facts: Facts, mail?: Mail) =>
  (at: Date): Promise<CampaignsWatched> =>
    watchCampaigns({ ...portsOf(facts), names: facts.clusters, mail }, at)
