import { entity } from '#kernel/entity'
import { Duty, type Period } from './model.ts'

/** Where it stands who owes figures of a period; one Query tells a job all that campaigns ask for it. */
export const dutyPartition = (period: Period): string => `DUTY#${period}`

export const dutyEntity = entity<Duty>({
  name: 'campaign-duty',
  schemaVersion: 1,
  schema: Duty,
  keys: ({ period, campaign }) => ({ pk: dutyPartition(period), sk: campaign }),
})
