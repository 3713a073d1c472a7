import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment, Training } from '#kernel/env'

/** Where reports and their files are kept, and where people reach them. */
const Own = {
  REPORTS_TABLE: z.string(),
  REPORTS_BUCKET: z.string(),
  PORTAL_URL: z.url(),
}

const Facts = {
  MONITORING_TABLE: z.string(),
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
}

/** What the API function of reports is told. */
export const ReportsEnvironment = ApiEnvironment.extend({
  ...Own,
  ...Facts,
  /** Where S3 is, when it is not where AWS has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
})
export type ReportsEnvironment = z.output<typeof ReportsEnvironment>

/** What the API function is told that shows reports before they are defined. */
export const PreviewsEnvironment = ApiEnvironment.extend({ ...Training, ...Facts })
export type PreviewsEnvironment = z.output<typeof PreviewsEnvironment>

/** What the job is told that starts what is due. */
export const DueReportsEnvironment = FunctionEnvironment.extend({ REPORTS_TABLE: z.string() })
export type DueReportsEnvironment = z.output<typeof DueReportsEnvironment>

/** What the function is told that makes the reports. */
export const MakingEnvironment = FunctionEnvironment.extend({
  ...Own,
  ...Training,
  ...Facts,
  GOVERNANCE_TABLE: z.string(),
  DELIVERY_TABLE: z.string(),
  /** Where Lambda has unpacked the function, with the compiler and the fonts. */
  LAMBDA_TASK_ROOT: z.string().default('/var/task'),
})
export type MakingEnvironment = z.output<typeof MakingEnvironment>
