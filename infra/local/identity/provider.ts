import {
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  Provider,
  type ResourceServer,
} from 'oidc-provider'
import { emailOf, isPersona, PERSONAS } from '../personas.ts'
import type { IdentityKeys } from './keys.ts'
import type { SessionStore } from './session-store.ts'

/** The grant by which this machine's commands get a persona's token. It needs the secret of the running platform,
 *  so that no page in a browser can use it. */
export const LOCAL_GRANT = 'urn:agglomera:grant:persona'

/** Asks, as `factors`, for a token as of a sign-in without a second factor; without it every sign-in has one. */
export const ONE_FACTOR = '1'

/** An application that signs people in (`AWS::Cognito::UserPoolClient`). */
export interface IdentityClient {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
}

interface ProviderOptions {
  readonly issuer: string
  readonly client: IdentityClient
  readonly keys: IdentityKeys
  readonly store: SessionStore
  readonly secret: string
}

const ACCESS_TOKEN_SECONDS = 3600
const API_SCOPE = 'api'

/** An OpenID provider that behaves as the user pool does where the platform can tell the difference: access tokens
 *  are JWTs with `client_id` and `token_use`, nobody is asked for consent, and refresh tokens come unasked. */
export const createProvider = (options: ProviderOptions): Provider => {
  const { issuer, client, keys, store } = options
  const resource = `${issuer}/api`
  const configuration: Configuration = {
    adapter: (model) => store.adapter(model),
    jwks: { keys: [keys.signing] },
    cookies: { keys: keys.cookies },
    clients: [
      {
        client_id: client.clientId,
        // `native` would ask for consent each time.
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', LOCAL_GRANT],
        response_types: ['code'],
        redirect_uris: [...client.redirectUris],
        post_logout_redirect_uris: [...client.logoutUris],
      },
    ],
    // The API's scope belongs to the resource only: named here too, the sign-in loops.
    scopes: ['openid', 'email', 'profile'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'locale'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => {
      const persona = PERSONAS.find(({ name }) => name === id)
      if (!persona) return undefined
      const { name, title } = persona
      const claims = { sub: name, email: emailOf(name), email_verified: true, name: title.en, locale: 'en' }
      return { accountId: name, claims: () => claims }
    },
    extraTokenClaims: ({ oidc }) => ({
      token_use: 'access',
      amr: oidc.params?.['factors'] === ONE_FACTOR ? ['pwd'] : ['pwd', 'mfa'],
    }),
    issueRefreshToken: async (_context, registered) => registered.grantTypeAllowed('refresh_token'),
    loadExistingGrant: async ({ oidc }) => {
      const { client: asking, session } = oidc
      if (!asking || !session?.accountId) return undefined
      const known = session.grantIdFor(asking.clientId)
      const kept = known === undefined ? undefined : await provider.Grant.find(known)
      if (kept) return kept
      const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      grant.addResourceScope(resource, API_SCOPE)
      await grant.save()
      return grant
    },
    renderError: (context, { error, error_description }) => {
      context.type = 'html'
      context.body = `<!doctype html><html lang="en"><title>Sign in</title><p>${escapeHtml(`${error}: ${error_description ?? ''}`)}</p></html>`
    },
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    interactions: {
      url: (_context, interaction) => `${new URL(issuer).pathname}/sign-in/${interaction.uid}`,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        // A local session holds nothing worth a second question.
        logoutSource: (context, form) => {
          context.body = `<!doctype html><html lang="en"><title>Sign out</title><body onload="document.forms[0].submit()">${form}<noscript><button form="op.logoutForm" name="logout" value="yes">Sign out</button></noscript></body></html>`
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => apiServer(resource),
      },
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userInfo',
      revocation: '/oauth2/revoke',
      end_session: '/logout',
      jwks: '/.well-known/jwks.json',
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      Interaction: 3600,
      Session: 12 * 3600,
      Grant: 30 * 24 * 3600,
      RefreshToken: 12 * 3600,
    },
  }
  const provider = new Provider(issuer, configuration)
  // Koa hands a grant's handler no `next`.
  provider.registerGrantType(
    LOCAL_GRANT,
    (context) => issueToPersona(provider, context, options.secret, resource),
    ['persona', 'secret', 'factors'],
  )
  return provider
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The API as the one resource that tokens are for. */
const apiServer = (audience: string): ResourceServer => ({
  scope: API_SCOPE,
  audience,
  accessTokenFormat: 'jwt',
  accessTokenTTL: ACCESS_TOKEN_SECONDS,
  jwt: { sign: { alg: 'RS256' } },
})

const issueToPersona = async (
  provider: Provider,
  context: KoaContextWithOIDC,
  secret: string,
  resource: string,
): Promise<void> => {
  const { params, client } = context.oidc
  const persona = String(params?.['persona'])
  if (!client || params?.['secret'] !== secret || !isPersona(persona)) {
    throw new errors.InvalidGrant('the persona or the secret is wrong')
  }
  const grant = new provider.Grant({ clientId: client.clientId, accountId: persona })
  grant.addResourceScope(resource, API_SCOPE)
  const token = new provider.AccessToken({
    client,
    accountId: persona,
    grantId: await grant.save(),
    gty: LOCAL_GRANT,
    scope: API_SCOPE,
    claims: {},
  })
  token.resourceServer = new provider.ResourceServer(resource, apiServer(resource))
  context.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS }
}
