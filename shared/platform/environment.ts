import * as z from 'zod'
import { FunctionEnvironment, Training } from '#kernel/env'

/** What the function that speaks of the platform is told. */
export const PlatformEnvironment = FunctionEnvironment.extend({
  ...Training,
  /** Where Lambda has unpacked the function, with the description of the API. */
  LAMBDA_TASK_ROOT: z.string().default('/var/task'),
})
