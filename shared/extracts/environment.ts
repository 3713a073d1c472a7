import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment, Training } from '#kernel/env'

/** Where extracts are kept. */
const Storage = {
  EXTRACTS_TABLE: z.string(),
  EXTRACTS_BUCKET: z.string(),
}

/** What the function of extracts is told. */
export const ExtractsEnvironment = ApiEnvironment.extend({
  ...Storage,
  ...Training,
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
  /** Where people check an extract. */
  PORTAL_URL: z.url(),
  /** Where S3 is, when it is not where AWS has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
})
export type ExtractsEnvironment = z.output<typeof ExtractsEnvironment>

/** What the function is told that makes the files. */
export const RenderingEnvironment = FunctionEnvironment.extend({
  ...Storage,
  /** Where Lambda has unpacked the function, with the compiler and the fonts. */
  LAMBDA_TASK_ROOT: z.string().default('/var/task'),
})
export type RenderingEnvironment = z.output<typeof RenderingEnvironment>
