import { movedEntity, movedShape } from '#kernel/moved-kind'
import { ALERT_RULES, alertEntity, alertRuleEntity, pastAlertEntity } from '../alerts/keys.ts'
import { CAMPAIGNS, campaignEntity } from '../campaigns/campaign-keys.ts'
import { enterprisesEntity } from '../campaigns/enterprise-keys.ts'
import { FORMS, formEntity, formPartition } from '../campaigns/form-keys.ts'
import { MEMBER_FORMS, memberFormEntity } from '../campaigns/member-keys.ts'
import { dutyEntity } from '../duty-keys.ts'
import { OPENNESS, opennessEntity } from '../openness/keys.ts'
import {
  basisShape,
  COUNTER,
  contentShape,
  counterEntity,
  numberEntity,
  RELEASE_NUMBERS,
  RELEASES,
  releaseEntity,
  rowsShape,
} from '../releases/keys.ts'

/** Monitoring's records that move as they are: campaigns with their forms, alerts, and what was released. Figures are
 *  computed anew from observations. */
export const monitoringRecords = {
  campaign: movedEntity(campaignEntity, { collection: { pk: CAMPAIGNS } }),
  /** Of a period. */
  'campaign-duty': movedEntity(dutyEntity, { collection: (period) => ({ pk: `DUTY#${period}` }) }),
  'campaign-form': movedEntity(formEntity, {
    collection: (campaign) => ({ pk: formPartition(campaign), sk: { beginsWith: FORMS } }),
  }),
  'member-form': movedEntity(memberFormEntity, {
    collection: (campaign) => ({ pk: formPartition(campaign), sk: { beginsWith: MEMBER_FORMS } }),
  }),
  /** Of a slice. */
  'named-enterprises': movedEntity(enterprisesEntity, {
    collection: (slice) => ({ pk: `ENTERPRISES#${slice}` }),
  }),
  'cluster-openness': movedEntity(opennessEntity, { collection: { pk: OPENNESS } }),
  'alert-rule': movedEntity(alertRuleEntity, { collection: { pk: ALERT_RULES } }),
  /** Of a rule. */
  alert: movedEntity(alertEntity, { collection: (rule) => ({ pk: `ALERTS#${rule}` }) }),
  /** Of `<rule>#<what it is about>`. */
  'past-alert': movedEntity(pastAlertEntity, { collection: (of) => ({ pk: `PAST-ALERTS#${of}` }) }),
  release: movedEntity(releaseEntity, { collection: { pk: RELEASES } }),
  'release-counter': movedEntity(counterEntity, { collection: { pk: COUNTER.pk } }),
  'release-number': movedEntity(numberEntity, { collection: { pk: RELEASE_NUMBERS } }),
  /** Of `<number>.<attempt>`; the others of `<number>.<attempt>#<indicator>`. */
  'release-content': movedShape(contentShape, { collection: (of) => ({ pk: `VINTAGE#${of}` }) }),
  'release-rows': movedShape(rowsShape, { collection: (of) => ({ pk: `VINTAGE#${of}` }) }),
  'release-basis': movedShape(basisShape, { collection: (of) => ({ pk: `BASIS#${of}` }) }),
} as const
