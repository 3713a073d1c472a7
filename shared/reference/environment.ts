import * as z from 'zod'
import { ApiEnvironment } from '#kernel/env'

/** What the function of the code lists is told. */
export const ReferenceEnvironment = ApiEnvironment.extend({ REFERENCE_TABLE: z.string() })
export type ReferenceEnvironment = z.output<typeof ReferenceEnvironment>
