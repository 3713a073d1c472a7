import { entity } from '#kernel/entity'
import { Campaign } from './model/campaign.ts'

/** All campaigns lie together. */
export const CAMPAIGNS = 'CAMPAIGNS'

export const campaignEntity = entity<Campaign>({
  name: 'campaign',
  schemaVersion: 1,
  schema: Campaign,
  keys: ({ id }) => ({ pk: CAMPAIGNS, sk: id }),
})
