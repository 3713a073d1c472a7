import { clientOf } from '#kernel/client'
import { options } from '../../api.ts'
import { addresses } from './addresses.ts'

/** Campaigns, with the types of their contracts. */
export const { campaigns, campaignFiles } = {
  campaigns: clientOf(addresses.campaigns, options),
  campaignFiles: clientOf(addresses.campaignFiles, options),
}

type BodyOf<F extends (request: never) => Promise<{ readonly body: unknown }>> = Awaited<
  ReturnType<F>
>['body']

export type Campaign = BodyOf<typeof campaigns.getCampaign>
export type FormView = BodyOf<typeof campaigns.getForm>
export type FormFigure = FormView['figures'][number]
export type Finding = FormView['findings'][number]
export type MemberRow = BodyOf<typeof campaigns.listMemberForms>['items'][number]
export type MemberForm = BodyOf<typeof campaigns.readMemberForm>
