import { campaignEntity } from './campaign-keys.ts'
import { enterprisesEntity } from './enterprise-keys.ts'
import { formEntity } from './form-keys.ts'
import { memberFormEntity, memberLinkEntity } from './member-keys.ts'

/** Every kind of record of campaigns but who owes, which jobs read too. */
export const campaignEntities = [
  campaignEntity,
  formEntity,
  enterprisesEntity,
  memberFormEntity,
  memberLinkEntity,
] as const
