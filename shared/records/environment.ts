import * as z from 'zod'
import { ApiEnvironment } from '#kernel/env'

/** What the function is told that moves records. */
export const RecordsEnvironment = ApiEnvironment.extend({
  REGISTRY_TABLE: z.string(),
  MONITORING_TABLE: z.string(),
  REPORTS_TABLE: z.string(),
  DELIVERY_TABLE: z.string(),
  REPORTS_BUCKET: z.string(),
  /** Where S3 is, when it is not where AWS has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
})
export type RecordsEnvironment = z.output<typeof RecordsEnvironment>
