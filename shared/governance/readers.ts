import { tableNamed } from '#kernel/aws'
import { type Authenticate, tokenAuthentication } from '#kernel/http/authenticate'
import { GovernanceStore } from './store.ts'

/** How every function finds out who is calling: the access token's subject and, in one read, its capability. */
export const authentication = (environment: {
  readonly OIDC_ISSUER: string
  readonly OIDC_CLIENT_ID: string
  readonly GOVERNANCE_TABLE: string
}): Authenticate => {
  const store = new GovernanceStore(tableNamed(environment.GOVERNANCE_TABLE))
  return tokenAuthentication({
    issuer: environment.OIDC_ISSUER,
    clientId: environment.OIDC_CLIENT_ID,
    capabilityOf: async (subject) => (await store.capability(subject))?.value,
  })
}
