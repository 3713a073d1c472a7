import * as z from 'zod'
import { FunctionEnvironment } from '#kernel/env'

/** What the function that speaks of the platform is told. */
export const PlatformEnvironment = FunctionEnvironment.extend({
  /** Where Lambda has unpacked the function, with the description of the API. */
  LAMBDA_TASK_ROOT: z.string().default('/var/task'),
})
