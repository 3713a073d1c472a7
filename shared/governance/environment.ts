import * as z from 'zod'
import { ApiEnvironment } from '#kernel/env'

/** What the function of powers is told: besides its own table, where the region tree and the clusters stand, and where
 *  personal data lie with the keys that open them. */
export const GovernanceEnvironment = ApiEnvironment.extend({
  REFERENCE_TABLE: z.string(),
  REGISTRY_TABLE: z.string(),
  PERSONAL_TABLE: z.string(),
  PERSONAL_KEYS_TABLE: z.string(),
})
export type GovernanceEnvironment = z.output<typeof GovernanceEnvironment>
