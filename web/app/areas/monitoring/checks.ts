import { campaignsContract } from '#monitoring/campaigns/contract'
import { checkBy } from '../../forms/check.ts'

/** Checks by the schemas of the contract; they come with the first form. */

const { decideForm, endCampaign, changeDuty } = campaignsContract.routes

export const decision = checkBy(decideForm.body)
export const ending = checkBy(endCampaign.body)
export const duty = checkBy(changeDuty.body)
