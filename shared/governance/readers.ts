import type * as z from 'zod'
import { tableNamed } from '#kernel/aws'
import type { ApiEnvironment } from '#kernel/env'
import { type Authenticate, tokenAuthentication } from '#kernel/http/authenticate'
import { withApiKeys } from '#kernel/http/authenticate-key'
import { secondFactorCheck } from '#kernel/http/second-factor'
import { keyUsage } from '#kernel/key-usage'
import type { RateLimiter } from '#kernel/quota'
import { ApiKeyStore } from './api-keys/api-key-store.ts'
import { capabilityOf } from './capability-of.ts'
import { GovernanceStore } from './store.ts'

/** How every function finds out who is calling and whether they still may: an access token's subject or an API key, with
 *  its capability from a few records; and the count of a key's requests. */
export const admission = (
  environment: z.output<typeof ApiEnvironment>,
): { readonly authenticate: Authenticate; readonly limit: RateLimiter } => {
  const table = tableNamed(environment.GOVERNANCE_TABLE)
  const store = new GovernanceStore(table)
  const keys = new ApiKeyStore(table)
  const tokens = tokenAuthentication({
    issuer: environment.OIDC_ISSUER,
    clientId: environment.OIDC_CLIENT_ID,
    capabilityOf: (subject) => capabilityOf(store, subject),
    hasSecondFactor: secondFactorCheck(environment),
  })
  return {
    authenticate: withApiKeys(
      tokens,
      (id) => keys.credential(id),
      (credential) => keys.capability(credential),
    ),
    limit: keyUsage(tableNamed(environment.USAGE_TABLE)),
  }
}
