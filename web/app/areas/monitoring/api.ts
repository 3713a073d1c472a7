import { clientOf } from '#kernel/client'
import { type api, options } from '../../api.ts'
import { addresses } from './addresses.ts'

/** Campaigns, alerts, previews of reports and who has an account, with the types of their contracts. */
export const { alerts, campaigns, campaignFiles, persons, reportPreviews } = {
  persons: clientOf(addresses.persons, options),
  alerts: clientOf(addresses.alerts, options),
  campaigns: clientOf(addresses.campaigns, options),
  campaignFiles: clientOf(addresses.campaignFiles, options),
  reportPreviews: clientOf(addresses.reportPreviews, options),
}

type BodyOf<F extends (request: never) => Promise<{ readonly body: unknown }>> = Awaited<
  ReturnType<F>
>['body']

export type Alert = BodyOf<typeof alerts.listAlerts>['items'][number]
export type AlertRule = BodyOf<typeof alerts.getAlertRule>
export type AlertPreview = BodyOf<typeof alerts.previewAlertRule>
export type ReportPreview = BodyOf<typeof reportPreviews.previewReport>
export type ReportDefinition = BodyOf<typeof api.reports.getReport>
export type HeldSlice = BodyOf<typeof api.releases.releaseContents>['items'][number]
export type Target = BodyOf<typeof api.monitoring.listTargets>['items'][number]
export type Campaign = BodyOf<typeof campaigns.getCampaign>
export type FormView = BodyOf<typeof campaigns.getForm>
export type FormFigure = FormView['figures'][number]
export type Finding = FormView['findings'][number]
export type MemberRow = BodyOf<typeof campaigns.listMemberForms>['items'][number]
export type MemberForm = BodyOf<typeof campaigns.readMemberForm>
