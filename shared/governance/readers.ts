import type * as z from 'zod'
import { tableNamed } from '#kernel/aws'
import type { ApiEnvironment } from '#kernel/env'
import { type Authenticate, tokenAuthentication } from '#kernel/http/authenticate'
import { secondFactorCheck } from '#kernel/http/second-factor'
import { capabilityOf } from './capability-of.ts'
import { GovernanceStore } from './store.ts'

/** How every function finds out who is calling: the access token's subject, and its capability from a few records. */
export const authentication = (environment: z.output<typeof ApiEnvironment>): Authenticate => {
  const store = new GovernanceStore(tableNamed(environment.GOVERNANCE_TABLE))
  return tokenAuthentication({
    issuer: environment.OIDC_ISSUER,
    clientId: environment.OIDC_CLIENT_ID,
    capabilityOf: (subject) => capabilityOf(store, subject),
    hasSecondFactor: secondFactorCheck(environment),
  })
}
