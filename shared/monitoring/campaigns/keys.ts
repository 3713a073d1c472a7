import * as z from 'zod'
import { entity } from '#kernel/entity'
import { type Slice, sliceKey } from '../model.ts'
import { Campaign } from './model/campaign.ts'
import { CampaignForm, NamedEnterprise } from './model/form.ts'

/** How the records of campaigns lie in the table of monitoring: campaigns together, the forms of each with it. */

export const CAMPAIGNS = 'CAMPAIGNS'

export const campaignEntity = entity<Campaign>({
  name: 'campaign',
  schemaVersion: 1,
  schema: Campaign,
  keys: ({ id }) => ({ pk: CAMPAIGNS, sk: id }),
})

export const formPartition = (campaign: string): string => `CAMPAIGN#${campaign}`

export const FORMS = 'FORM#'

export const formEntity = entity<CampaignForm>({
  name: 'campaign-form',
  schemaVersion: 1,
  schema: CampaignForm,
  keys: ({ campaign, cluster }) => ({ pk: formPartition(campaign), sk: `${FORMS}${cluster}` }),
})

/** The enterprises that one cluster's value stems from. */
export const EnterprisesOfValue = z.object({
  slice: z.string(),
  cluster: z.string(),
  enterprises: z.array(NamedEnterprise),
})

export const enterprisesPartition = (slice: Slice): string => `ENTERPRISES#${sliceKey(slice)}`

export const enterprisesEntity = entity<z.output<typeof EnterprisesOfValue>>({
  name: 'named-enterprises',
  schemaVersion: 1,
  schema: EnterprisesOfValue,
  keys: ({ slice, cluster }) => ({ pk: `ENTERPRISES#${slice}`, sk: cluster }),
})

/** Every kind of record of campaigns but who owes, which jobs read too. */
export const campaignEntities = [campaignEntity, formEntity, enterprisesEntity] as const
