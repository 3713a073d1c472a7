import type * as z from 'zod'
import { campaignsContract } from '#monitoring/campaigns/contract'
import { type Check, checkBy } from '../../forms/check.ts'
import { imputationContent, rollUpContent } from './gaps/contents.ts'
import { planContent } from './plan/campaign-plan.ts'

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

export const decision = checkBy(decideForm.body)
export const ending = checkBy(endCampaign.body)
export const duty = checkBy(changeDuty.body)
export const invitation = checkBy(inviteMember.body)
export const rollUp = made(rollUpMembers.body, rollUpContent)
export const imputation = made(imputeValues.body, imputationContent)

export const campaignPlan = made(createCampaign.body, planContent)
