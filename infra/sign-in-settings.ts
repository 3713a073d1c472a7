/** What the portal has to know of the sign-in service; it reads it from `/config.json` beside its files. Whole
 *  addresses, so that the portal's code is the same for every service. */
export interface SignInSettings {
  /** Who signs the tokens, as they name it. */
  readonly issuer: string
  readonly clientId: string
  readonly authorize: string
  readonly token: string
  readonly revoke: string
  /** Where people go to sign out; it leads back to the portal. */
  readonly signOut: string
}

/** The settings of a service with the addresses of an Amazon Cognito domain, which the local one has too.
 *  @param service.back the parameter by which its sign-out is told where to lead back to */
export const signInSettings = (service: {
  readonly issuer: string
  readonly signIn: string
  readonly clientId: string
  readonly portalUrl: string
  readonly back: 'logout_uri' | 'post_logout_redirect_uri'
}): SignInSettings => {
  const { issuer, signIn, clientId, portalUrl, back } = service
  return {
    issuer,
    clientId,
    authorize: `${signIn}/oauth2/authorize`,
    token: `${signIn}/oauth2/token`,
    revoke: `${signIn}/oauth2/revoke`,
    signOut: `${signIn}/logout?client_id=${clientId}&${back}=${encodeURIComponent(`${portalUrl}/`)}`,
  }
}
