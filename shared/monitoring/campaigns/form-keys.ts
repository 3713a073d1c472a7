import { entity } from '#kernel/entity'
import { CampaignForm } from './model/form.ts'

/** The forms of a campaign lie together, with those of members. */
export const formPartition = (campaign: string): string => `CAMPAIGN#${campaign}`

export const FORMS = 'FORM#'

export const formEntity = entity<CampaignForm>({
  name: 'campaign-form',
  schemaVersion: 1,
  schema: CampaignForm,
  keys: ({ campaign, cluster }) => ({ pk: formPartition(campaign), sk: `${FORMS}${cluster}` }),
})
