import * as z from 'zod'
import { ApiEnvironment } from '#kernel/env'

/** What the function of powers is told: besides its own table, where the region tree and the clusters stand. */
export const GovernanceEnvironment = ApiEnvironment.extend({
  REFERENCE_TABLE: z.string(),
  REGISTRY_TABLE: z.string(),
})
export type GovernanceEnvironment = z.output<typeof GovernanceEnvironment>
