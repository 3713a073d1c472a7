import * as z from 'zod'
import { ApiEnvironment } from '#kernel/env'

/** What the function of the registry is told. */
export const RegistryEnvironment = ApiEnvironment.extend({
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
})
export type RegistryEnvironment = z.output<typeof RegistryEnvironment>
