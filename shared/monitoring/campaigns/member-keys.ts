import * as z from 'zod'
import { entity } from '#kernel/entity'
import { formPartition } from './form-keys.ts'
import { MemberForm } from './model/member-form.ts'

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
