/** What the portal has to know of its deployment; it reads it from `/config.json` beside its files. Whole addresses of
 *  the sign-in service, so that the portal's code is the same for every service. */
export interface PortalSettings {
  /** Whether people learn here how to use the platform. */
  readonly training: boolean
  /** Who signs the tokens, as they name it. */
  readonly issuer: string
  readonly clientId: string
  readonly authorize: string
  readonly token: string
  readonly revoke: string
  /** Where people go to sign out; it leads back to the portal. */
  readonly signOut: string
}

/** The settings of a deployment whose sign-in service has the addresses of an Amazon Cognito domain, which the local one
 *  has too.
 *  @param deployment.back the parameter by which its sign-out is told where to lead back to */
export const portalSettings = (deployment: {
  readonly training: boolean
  readonly issuer: string
  readonly signIn: string
  readonly clientId: string
  readonly portalUrl: string
  readonly back: 'logout_uri' | 'post_logout_redirect_uri'
}): PortalSettings => {
  const { training, issuer, signIn, clientId, portalUrl, back } = deployment
  return {
    training,
    issuer,
    clientId,
    authorize: `${signIn}/oauth2/authorize`,
    token: `${signIn}/oauth2/token`,
    revoke: `${signIn}/oauth2/revoke`,
    signOut: `${signIn}/logout?client_id=${clientId}&${back}=${encodeURIComponent(`${portalUrl}/`)}`,
  }
}
