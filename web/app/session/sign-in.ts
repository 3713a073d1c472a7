import * as oauth from 'oauth4webapi'
import { language } from '../language.ts'
import { settings } from '../settings.ts'
import { CHANNEL, forgetPending, keepPending, pendingOf } from './pending.ts'
import { expire, keep, type Session, session } from './session.ts'

/** The code flow with a proof key (RFC 6749, RFC 7636, OpenID Connect Core): the same for every sign-in service. */

const redirect = () => `${location.origin}/signed-in`

const server = async (): Promise<oauth.AuthorizationServer> => {
  const { issuer, authorize, token, revoke } = await settings()
  return {
    issuer,
    authorization_endpoint: authorize,
    token_endpoint: token,
    revocation_endpoint: revoke,
  }
}

/** Only on this machine the service speaks without TLS. */
const options = async () => ({
  [oauth.allowInsecureRequests]: new URL((await settings()).token).hostname === '127.0.0.1',
})

const client = async (): Promise<oauth.Client> => ({ client_id: (await settings()).clientId })

/** The address of the sign-in service for a new sign-in. */
const addressOf = async (back: string, beside: boolean): Promise<URL> => {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const { authorize, clientId } = await settings()
  keepPending(state, { verifier, nonce, back, beside, startedAt: Date.now() })
  const address = new URL(authorize)
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirect(),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ui_locales: language,
    lang: language,
  }).toString()
  return address
}

/** Leaves the portal to sign in, and comes back to the address. */
export const signIn = async (back: string): Promise<void> => location.assign(await addressOf(back, false))

/** Signs in again in a window beside this one; the page stays as it is.
 *  @param open a window opened by the click: later ones are blocked
 *  @throws when the person refuses, or the service does */
export const signInBeside = async (open: Window): Promise<void> => {
  const address = await addressOf(location.pathname, true)
  const state = address.searchParams.get('state')
  const channel = new BroadcastChannel(CHANNEL)
  const answered = new Promise<string>((resolve) => {
    channel.onmessage = ({ data }) => {
      if (typeof data === 'string' && new URLSearchParams(data).get('state') === state) resolve(data)
    }
  })
  open.location.assign(address)
  try {
    await complete(await answered)
  } finally {
    channel.close()
  }
}

/** Exchanges the code with which the service sent somebody back for tokens.
 *  @param search the query of the address that it sent them to
 *  @returns where the person was
 *  @throws when the answer belongs to no sign-in of this browser, or the service refuses */
export const complete = async (search: string): Promise<string> => {
  const answer = new URLSearchParams(search)
  const state = answer.get('state') ?? ''
  const pending = pendingOf(state)
  if (pending === undefined) throw new Error('This answer belongs to no sign-in that was begun here.')
  forgetPending(state)
  const [as, us] = [await server(), await client()]
  const checked = oauth.validateAuthResponse(as, us, answer, state)
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    us,
    oauth.None(),
    checked,
    redirect(),
    pending.verifier,
    await options(),
  )
  const tokens = await oauth.processAuthorizationCodeResponse(as, us, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  })
  const claims = oauth.getValidatedIdTokenClaims(tokens)
  if (claims === undefined) throw new Error('The sign-in service did not say who signed in.')
  const name = [claims['name'], claims['email']].find((one) => typeof one === 'string') ?? claims.sub
  const before = session()
  keep(sessionFrom(tokens, { subject: claims.sub, name: String(name) }))
  // Somebody else now sits before a page that shows what another one may see.
  if (before !== undefined && before.subject !== claims.sub) location.assign('/')
  return pending.back
}

const sessionFrom = (
  { access_token, refresh_token, expires_in }: oauth.TokenEndpointResponse,
  who: Pick<Session, 'subject' | 'name' | 'refreshToken'>,
): Session => {
  const refreshToken = refresh_token ?? who.refreshToken
  return {
    subject: who.subject,
    name: who.name,
    accessToken: access_token,
    ...(refreshToken !== undefined && { refreshToken }),
    expiresAt: Date.now() + (expires_in ?? 0) * 1000,
  }
}

/** Renews the access token; where the service refuses, the sign-in has expired.
 *  @throws when the service does not answer */
export const renew = async (): Promise<void> => {
  const before = session()
  if (before === undefined) return
  if (before.refreshToken === undefined) return expire()
  const [as, us] = [await server(), await client()]
  const response = await oauth.refreshTokenGrantRequest(
    as,
    us,
    oauth.None(),
    before.refreshToken,
    await options(),
  )
  try {
    keep(sessionFrom(await oauth.processRefreshTokenResponse(as, us, response), before))
  } catch (error) {
    if (!(error instanceof oauth.ResponseBodyError)) throw error
    expire()
  }
}

/** Ends the sign-in here and at the service, and comes back to the first page. */
export const signOut = async (): Promise<void> => {
  const { signOut: leave } = await settings()
  const before = session()
  keep(undefined)
  if (before?.refreshToken !== undefined)
    // Where the service does not answer, the token ends by itself.
    await oauth
      .revocationRequest(await server(), await client(), oauth.None(), before.refreshToken, await options())
      .catch(() => undefined)
  location.assign(leave)
}
