import type * as z from 'zod'
import { tableNamed } from '#kernel/aws'
import type { ApiEnvironment } from '#kernel/env'
import { type Authenticate, tokenAuthentication } from '#kernel/http/authenticate'
import { withApiKeys } from '#kernel/http/authenticate-key'
import { secondFactorCheck } from '#kernel/http/second-factor'
import { ApiKeyStore } from './api-keys/api-key-store.ts'
import { capabilityOf } from './capability-of.ts'
import { GovernanceStore } from './store.ts'

/** Finds out whose an access token or an API key is, and by a few records what they still may do. */
export const credentials = (environment: z.output<typeof ApiEnvironment>): Authenticate => {
  const table = tableNamed(environment.GOVERNANCE_TABLE)
  const store = new GovernanceStore(table)
  const keys = new ApiKeyStore(table)
  const tokens = tokenAuthentication({
    issuer: environment.OIDC_ISSUER,
    clientId: environment.OIDC_CLIENT_ID,
    capabilityOf: (subject) => capabilityOf(store, subject),
    hasSecondFactor: secondFactorCheck(environment),
  })
  return withApiKeys(
    tokens,
    (id) => keys.credential(id),
    (credential) => keys.capability(credential),
  )
}
