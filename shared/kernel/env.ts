import * as z from 'zod'

/** What every function is told by its environment. */
export const FunctionEnvironment = z.object({
  POWERTOOLS_SERVICE_NAME: z.string(),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
})

/** What every function that answers callers needs besides: who signs its tokens, and where powers stand. */
export const ApiEnvironment = FunctionEnvironment.extend({
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
  GOVERNANCE_TABLE: z.string(),
})

/** Reads the process environment by a function's schema.
 *  @throws Error naming each missing or malformed variable */
export const readEnvironment = <S extends z.ZodObject>(schema: S): z.output<S> => {
  const result = schema.safeParse(process.env)
  if (result.success) return result.data
  throw new Error(
    `The environment is incomplete: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  )
}
