import * as z from 'zod'
import { RunFile } from '#reports/model'

/** The kinds of records that move from platform to platform as they are, by the names of stored records, in an order in
 *  which nothing comes before what it names. */
export const MOVED_KINDS = [
  'tie',
  'member-figures',
  'membership-proposal',
  'assessment',
  'assessment-inputs',
  'application',
  'application-step',
  'campaign',
  'campaign-duty',
  'campaign-form',
  'member-form',
  'named-enterprises',
  'cluster-openness',
  'alert-rule',
  'alert',
  'past-alert',
  'release-rows',
  'release-basis',
  'release-content',
  'release-number',
  'release-counter',
  'release',
  'report',
  'due-report',
  'report-run',
  'mail-settings',
] as const

export const MovedKindName = z.enum(MOVED_KINDS)
export type MovedKindName = z.output<typeof MovedKindName>

/** Names a file of a run. */
export const FileOfReportRun = z.object({
  runId: z.string().min(1).max(100).register(z.globalRegistry, { example: 'rpr_01JD3Z5V9QK8M2N4P6R8S0T2V4' }),
  name: RunFile.shape.name,
})
