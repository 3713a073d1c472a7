import * as z from 'zod'
import { BulkResult } from '#kernel/bulk'
import { type Contract, pageOf, route } from '#kernel/contract'
import { AskedFigure, DutyChange, Subject } from '../model.ts'
import { Campaign, CampaignContent, CampaignId, MOST_FIGURES } from './model/campaign.ts'
import { FormDecision, FormValues, FormView } from './model/form.ts'
import { Imputation } from './model/imputation.ts'
import { Invitation, MemberAnswer, MemberFormRow, MemberFormView, MemberToken } from './model/member-form.ts'
import { figureName } from './model/plausibility.ts'
import { ProgressCounts, ProgressRow } from './model/progress.ts'

const manage = { power: 'campaign.manage' } as const
const OneCampaign = z.object({ campaignId: CampaignId })
const OneForm = OneCampaign.extend({ cluster: Subject })
const form = '/campaigns/{campaignId}/forms/{cluster}'

/** Characters of a file in base64: 720 KB, so that the request stays below 1 MB. */
const MOST_BASE64 = 960_000

const Reason = z.string().trim().min(1).max(2000)

/** A file as it is sent and answered: its bytes in base64. */
const TabularContent = z
  .object({
    fileName: z.string().min(1).max(200),
    content: z
      .base64()
      .max(MOST_BASE64)
      .register(z.globalRegistry, { description: 'The bytes of the file in base64' }),
  })
  .register(z.globalRegistry, { id: 'TabularContent' })

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
          .register(z.globalRegistry, { id: 'CampaignProgress' }),
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
    imputeValues: route({
      method: 'POST',
      path: `${form}/imputations`,
      access: { power: 'kpi.verify' },
      summary: 'Put values in the place of those that a cluster did not report; somebody else verifies them',
      params: OneForm,
      body: z
        .object({ values: z.array(Imputation).min(1).max(MOST_FIGURES) })
        .refine(({ values }) => new Set(values.map(figureName)).size === values.length, {
          error: 'names a figure twice',
          path: ['values'],
          params: { ru: 'показатель указан дважды' },
        }),
      responses: { 200: FormView },
      problems: ['not-found', 'rule-failed'],
      idempotent: true,
    }),
    inviteMember: route({
      method: 'POST',
      path: `${form}/member-forms`,
      access: { power: 'kpi.submit' },
      summary: 'Make a link by which a member fills in its own form; its token is shown this once',
      params: OneForm,
      body: Invitation,
      responses: {
        201: MemberFormRow.extend({ token: MemberToken }).register(z.globalRegistry, { id: 'InvitedMember' }),
      },
      problems: ['not-found', 'rule-failed'],
    }),
    listMemberForms: route({
      method: 'GET',
      path: `${form}/member-forms`,
      access: 'signed-in',
      summary: 'List the members who were asked, who answered, and the values of those who agreed to that',
      params: OneForm,
      responses: { 200: z.object({ items: z.array(MemberFormRow) }) },
      problems: ['not-found', 'forbidden'],
    }),
    revokeMemberForm: route({
      method: 'POST',
      path: `${form}/member-forms/{organisation}/revocation`,
      access: { power: 'kpi.submit' },
      summary: 'End a member’s link; what it answered no longer counts',
      params: OneForm.extend({ organisation: Subject }),
      responses: { 200: MemberFormRow },
      problems: ['not-found', 'conflict'],
      idempotent: true,
    }),
    rollUpMembers: route({
      method: 'POST',
      path: `${form}/roll-up`,
      access: { power: 'kpi.submit' },
      summary: 'Fill in figures of a form from what the members answered, by the rules of the indicators',
      params: OneForm,
      body: z.object({ figures: z.array(AskedFigure).min(1).max(MOST_FIGURES) }),
      responses: { 200: FormView },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
      idempotent: true,
    }),
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
    readMemberForm: route({
      method: 'POST',
      path: '/member-forms/reading',
      access: 'public',
      summary: 'Read the form that a link opens; the token stands in the body',
      body: z.object({ token: MemberToken }),
      responses: { 200: MemberFormView },
      problems: ['not-found'],
    }),
    answerMemberForm: route({
      method: 'POST',
      path: '/member-forms/answers',
      access: 'public',
      summary: 'Save or finish a member’s answer by its link',
      body: MemberAnswer,
      responses: { 200: MemberFormView },
      problems: ['not-found', 'rule-failed', 'stale-version'],
    }),
  },
} as const satisfies Contract

/** The route by which forms are filled in in bulk. It has a function of its own: what reads XLSX is nothing that the rest
 *  needs, and would make the bundle of the rest too large. */
export const campaignFilesContract = {
  name: 'campaign-files',
  routes: {
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
