import type { Handlers } from '#kernel/call'
import { answerMemberForm, readMemberForm } from './answer-member-form.ts'
import { changeDuty } from './change-duty.ts'
import type { campaignFilesContract, campaignsContract } from './contract.ts'
import { decideForm } from './decide-form.ts'
import { type CampaignFacts, portsOf } from './facts.ts'
import { uploadTable } from './files/upload-table.ts'
import { getTemplate } from './files/write-template.ts'
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
import { getProgress } from './read-progress.ts'
import { rollUpMembers } from './roll-up-members.ts'
import { saveForm } from './save-form.ts'
import { getForm, submitForm } from './submit-form.ts'

/** Builds the use cases of campaigns over the table of monitoring and the facts of other contexts. */
export const createCampaigns = (facts: CampaignFacts): Handlers<typeof campaignsContract> => {
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
    getTemplate: getTemplate({ ...ports, names: facts.clusters }),
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
export const createCampaignFiles = (facts: CampaignFacts): Handlers<typeof campaignFilesContract> => {
  const ports = portsOf(facts)
  return {
    uploadTable: uploadTable(ports),
  }
}
