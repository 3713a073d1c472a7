import * as z from 'zod'
import { BulkResult } from '#kernel/bulk'
import { type Contract, pageOf, route } from '#kernel/contract'
import { DutyChange, Subject } from '../model.ts'
import { Campaign, CampaignContent, CampaignId } from './model/campaign.ts'
import { FormDecision, FormValues, FormView } from './model/form.ts'
import { ProgressCounts, ProgressRow } from './model/progress.ts'

const manage = { power: 'campaign.manage' } as const
const OneCampaign = z.object({ campaignId: CampaignId })
const OneForm = OneCampaign.extend({ cluster: Subject })
const form = '/campaigns/{campaignId}/forms/{cluster}'

/** Characters of a file in base64: 720 KB, so that the request stays below 1 MB. */
const MOST_BASE64 = 960_000

const Reason = z.string().trim().min(1).max(2000)

/** The routes of campaigns: what is asked of whom, and the forms in which clusters answer. */
export const campaignsContract = {
  name: 'campaigns',
  routes: {
    listCampaigns: route({
      method: 'GET',
      path: '/campaigns',
      access: 'signed-in',
      summary: 'List the campaigns, the newest first',
      responses: { 200: pageOf(Campaign) },
      paged: true,
    }),
    createCampaign: route({
      method: 'POST',
      path: '/campaigns',
      access: manage,
      summary: 'Plan a campaign: which figures of which period, from whom, until when',
      body: CampaignContent,
      responses: { 201: Campaign },
      problems: ['rule-failed'],
      idempotent: true,
    }),
    getCampaign: route({
      method: 'GET',
      path: '/campaigns/{campaignId}',
      access: 'signed-in',
      summary: 'Read one campaign',
      params: OneCampaign,
      responses: { 200: Campaign },
      problems: ['not-found'],
    }),
    changeCampaign: route({
      method: 'PUT',
      path: '/campaigns/{campaignId}',
      access: manage,
      summary: 'Change a campaign; once it is open only its name, deadline, messages and checks',
      params: OneCampaign,
      body: CampaignContent,
      responses: { 200: Campaign },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
    }),
    openCampaign: route({
      method: 'POST',
      path: '/campaigns/{campaignId}/opening',
      access: manage,
      summary: 'Open a campaign now: the clusters in its scope owe its figures from here on',
      params: OneCampaign,
      responses: { 200: Campaign },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
      idempotent: true,
    }),
    endCampaign: route({
      method: 'POST',
      path: '/campaigns/{campaignId}/end',
      access: manage,
      summary: 'Close a campaign: it takes no more forms; or cancel it: it asks for nothing any more',
      params: OneCampaign,
      body: z.object({ outcome: z.enum(['closed', 'cancelled']), reason: Reason }),
      responses: { 200: Campaign },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
      idempotent: true,
    }),
    changeDuty: route({
      method: 'POST',
      path: '/campaigns/{campaignId}/duties',
      access: manage,
      summary: 'Exempt a cluster from an open campaign, or oblige it again, from today on',
      params: OneCampaign,
      body: z.object({ cluster: Subject, kind: z.enum(['exempted', 'obliged']), reason: Reason }),
      responses: { 200: DutyChange },
      problems: ['not-found', 'rule-failed', 'conflict'],
      idempotent: true,
    }),
    getProgress: route({
      method: 'GET',
      path: '/campaigns/{campaignId}/progress',
      access: 'signed-in',
      summary: 'Read where the clusters of a campaign stand: those that you are in charge of',
      params: OneCampaign,
      responses: {
        200: z
          .object({ counts: ProgressCounts, items: z.array(ProgressRow) })
          .meta({ id: 'CampaignProgress' }),
      },
      problems: ['not-found'],
    }),
    getForm: route({
      method: 'GET',
      path: form,
      access: 'signed-in',
      summary: 'Read a cluster’s form, filled in as far as it is, with the last period beside it',
      params: OneForm,
      responses: { 200: FormView },
      problems: ['not-found', 'forbidden'],
    }),
    saveForm: route({
      method: 'PUT',
      path: form,
      access: { power: 'kpi.submit' },
      summary:
        'Save some values of a form; the others stay. A form of which nothing is saved yet has version 0',
      params: OneForm,
      body: FormValues,
      responses: { 200: FormView },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
    }),
    submitForm: route({
      method: 'POST',
      path: `${form}/submission`,
      access: { power: 'kpi.submit' },
      summary: 'Submit a complete form for verification',
      params: OneForm,
      responses: { 200: FormView },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
      idempotent: true,
    }),
    decideForm: route({
      method: 'POST',
      path: `${form}/decision`,
      access: { power: 'kpi.verify' },
      summary: 'Verify a submitted form, or return it with comments; not by whoever filled it in',
      params: OneForm,
      body: FormDecision,
      responses: { 200: FormView },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
      idempotent: true,
    }),
  },
} as const satisfies Contract

/** A file as it is sent and answered: its bytes in base64. */
const TabularContent = z
  .object({
    fileName: z.string().min(1).max(200),
    content: z.base64().max(MOST_BASE64).meta({ description: 'The bytes of the file in base64' }),
  })
  .meta({ id: 'TabularContent' })

/** The routes by which forms are filled in in bulk. They have a function of their own: reading and writing XLSX takes
 *  libraries that nothing else needs. */
export const campaignFilesContract = {
  name: 'campaign-files',
  routes: {
    getTemplate: route({
      method: 'GET',
      path: '/campaigns/{campaignId}/template',
      access: { power: 'kpi.submit' },
      summary: 'Get a table to fill in: a row for each cluster that owes and that you report for',
      params: OneCampaign,
      query: z.object({ format: z.enum(['csv', 'xlsx']).default('xlsx') }),
      responses: { 200: TabularContent },
      problems: ['not-found'],
    }),
    uploadTable: route({
      method: 'POST',
      path: '/campaigns/{campaignId}/upload',
      access: { power: 'kpi.submit' },
      summary:
        'Save the forms of many clusters from a filled-in table, CSV or XLSX, each row answered on its own',
      params: OneCampaign,
      body: TabularContent,
      responses: { 200: BulkResult },
      problems: ['not-found', 'rule-failed'],
    }),
  },
} as const satisfies Contract
