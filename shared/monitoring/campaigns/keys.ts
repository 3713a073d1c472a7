import * as z from 'zod'
import { entity } from '#kernel/entity'
import { type Slice, sliceKey } from '../model.ts'
import { Campaign } from './model/campaign.ts'
import { CampaignForm, NamedEnterprise } from './model/form.ts'
import { MemberForm } from './model/member-form.ts'

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
  /** Enterprises whose values are not shown to the cluster's management: members who did not agree to it. */
  hidden: z.array(z.string()),
})

export const enterprisesPartition = (slice: Slice): string => `ENTERPRISES#${sliceKey(slice)}`

export const enterprisesEntity = entity<z.output<typeof EnterprisesOfValue>>({
  name: 'named-enterprises',
  schemaVersion: 1,
  schema: EnterprisesOfValue,
  keys: ({ slice, cluster }) => ({ pk: `ENTERPRISES#${slice}`, sk: cluster }),
})

export const memberFormEntity = entity<MemberForm>({
  name: 'member-form',
  schemaVersion: 1,
  schema: MemberForm,
  keys: ({ campaign, cluster, organisation }) => ({
    pk: formPartition(campaign),
    sk: `${memberForms(cluster)}${organisation}`,
  }),
})

export const MEMBER_FORMS = 'MEMBER#'

export const memberForms = (cluster: string): string => `${MEMBER_FORMS}${cluster}#`

/** Which form a link opens. The link itself is kept nowhere: it stands under the SHA-256 of its token. */
export const MemberLink = z.object({
  digest: z.string(),
  campaign: z.string(),
  cluster: z.string(),
  organisation: z.string(),
})

export const memberLinkEntity = entity<z.output<typeof MemberLink>>({
  name: 'member-link',
  schemaVersion: 1,
  schema: MemberLink,
  keys: ({ digest }) => memberLinkKey(digest),
})

export const memberLinkKey = (digest: string) => ({ pk: `LINK#${digest}`, sk: 'LINK' })

/** Every kind of record of campaigns but who owes, which jobs read too. */
export const campaignEntities = [
  campaignEntity,
  formEntity,
  enterprisesEntity,
  memberFormEntity,
  memberLinkEntity,
] as const
