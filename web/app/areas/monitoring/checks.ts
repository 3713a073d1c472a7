import type * as z from 'zod'
import { alertsContract } from '#monitoring/alerts/contract'
import { campaignsContract } from '#monitoring/campaigns/contract'
import { releasesContract } from '#monitoring/contract/releases-contract'
import { TargetRow } from '#monitoring/model'
import { reportsContract } from '#reports/contract'
import { type Check, checkBy } from '../../forms/check.ts'
import { ruleContent } from './alerts/rule-values.ts'
import { imputationContent, rollUpContent } from './gaps/contents.ts'
import { planContent } from './plan/campaign-plan.ts'
import { releasePlanContent } from './releases/plan-values.ts'
import { reportContent } from './reports/report-values.ts'
import { targetRow } from './targets/target-values.ts'

/** Checks by the schemas of the contract; they come with the first form. */

const { createCampaign, decideForm, endCampaign, changeDuty, imputeValues, inviteMember, rollUpMembers } =
  campaignsContract.routes

/** A check by a schema of what a form's values come to. */
const made = <S extends z.ZodType, V>(
  schema: S,
  contentOf: (values: V) => unknown,
): Check<z.output<S>, V> => {
  const check = checkBy(schema)
  return (values) => check(contentOf(values))
}

const { acknowledgeAlert, createAlertRule, resolveAlert } = alertsContract.routes

export const acknowledgement = checkBy(acknowledgeAlert.body)
export const resolution = checkBy(resolveAlert.body)
export const alertRule = made(createAlertRule.body, ruleContent)
export const decision = checkBy(decideForm.body)
export const ending = checkBy(endCampaign.body)
export const duty = checkBy(changeDuty.body)
export const invitation = checkBy(inviteMember.body)
export const rollUp = made(rollUpMembers.body, rollUpContent)
export const imputation = made(imputeValues.body, imputationContent)

export const campaignPlan = made(createCampaign.body, planContent)
export const target = made(TargetRow, targetRow)
export const releasePlan = made(releasesContract.routes.planRelease.body, releasePlanContent)
export const reportDefinition = made(reportsContract.routes.createReport.body, reportContent)
export const reportRun = checkBy(reportsContract.routes.runReport.body)
