import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'

/** Where failures lie, and what was done about them. */
const Failures = { DELIVERY_TABLE: z.string(), FAILURES_BUCKET: z.string() }

/** What the function of failures is told. */
export const FailuresEnvironment = ApiEnvironment.extend({
  ...Failures,
  /** The function that carries out redrives. */
  REDRIVING_FUNCTION: z.string(),
})

/** What the function is told that carries out redrives. */
export const RedrivingEnvironment = FunctionEnvironment.extend(Failures)
