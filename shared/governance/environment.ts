import * as z from 'zod'
import { ApiEnvironment } from '#kernel/env'

/** What the function of powers is told: besides its own table, where the region tree stands. */
export const GovernanceEnvironment = ApiEnvironment.extend({ REFERENCE_TABLE: z.string() })
export type GovernanceEnvironment = z.output<typeof GovernanceEnvironment>
