import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'
import { LANGUAGES } from '#kernel/localised-text'

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

/** What the function is told that follows the changes of the registry: where figures are marked, who is in office where,
 *  and where mail is queued. */
export const FollowingEnvironment = FunctionEnvironment.extend({
  REGISTRY_TABLE: z.string(),
  MONITORING_TABLE: z.string(),
  GOVERNANCE_TABLE: z.string(),
  DELIVERY_TABLE: z.string(),
  /** In which people get mail who have not chosen. */
  MAIL_LANGUAGE: z.enum(LANGUAGES).default('en'),
})
export type FollowingEnvironment = z.output<typeof FollowingEnvironment>
