import * as z from 'zod'
import { SecondFactorProof } from './http/second-factor.ts'

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
  /** Where the requests of API keys are counted. */
  USAGE_TABLE: z.string(),
  SECOND_FACTOR: SecondFactorProof.default('token'),
  /** Values of `acr` that stand for a sign-in with a second factor, separated by spaces. */
  SECOND_FACTOR_ACR: z.string().default(''),
})

/** What functions are told that make or say what must not pass for real. */
export const Training = {
  /** Whether people learn here how to use the platform: nothing is real. */
  TRAINING: z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false),
}

/** Reads the process environment by a function's schema.
 *  @throws Error naming each missing or malformed variable */
export const readEnvironment = <S extends z.ZodObject>(schema: S): z.output<S> => {
  const result = schema.safeParse(process.env)
  if (result.success) return result.data
  throw new Error(
    `The environment is incomplete: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  )
}
