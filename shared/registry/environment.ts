import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'

/** What the function of the registry is told. */
export const RegistryEnvironment = ApiEnvironment.extend({
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
})
export type RegistryEnvironment = z.output<typeof RegistryEnvironment>

/** What the registry's job is told. */
export const RegistryJobEnvironment = FunctionEnvironment.extend({
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
})
export type RegistryJobEnvironment = z.output<typeof RegistryJobEnvironment>
