import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import type { Actor, Capability } from '../access.ts'
import { sha256 } from '../digest.ts'
import { UnauthenticatedError, UnavailableError } from '../errors.ts'
import { ShortMemory } from '../short-memory.ts'

/** Finds out who sent a request from its `Authorization` header.
 *  @throws UnauthenticatedError when there is a credential and it is not good */
export type Authenticate = (authorization: string | undefined, at: Date) => Promise<Actor>

/** Seconds for which a verified token and a read capability are believed. */
export const BELIEVED_SECONDS = 60

/** The answer to a credential that is not good. */
export const refused = (en: string, ru: string) => new UnauthenticatedError({ en, ru })

/** The credential in an `Authorization` header. @throws UnauthenticatedError when there is none */
export const bearerIn = (authorization: string): string => {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  if (token === undefined)
    throw refused('Authorization takes "Bearer" and a token.', 'Authorization: «Bearer» и токен.')
  return token
}

/** The issuer's keys did not come, or came damaged: the token may be good. */
const isIssuerFault = ({ code }: errors.JOSEError): boolean =>
  code === 'ERR_JWKS_TIMEOUT' || code === 'ERR_JWKS_INVALID' || code === 'ERR_JOSE_GENERIC'

/** What a verified token says. */
interface SignedIn {
  readonly subject: string
  readonly singleFactor: boolean
}

/** Verifies access tokens of the OIDC issuer (RS256 or ES256 JWT; `client_id` or `aud` must be the platform's client;
 *  `token_use`, where present, must be `access`) and looks up what their subject may do. */
export const tokenAuthentication = (options: {
  readonly issuer: string
  readonly clientId: string
  readonly capabilityOf: (subject: string) => Promise<Capability | undefined>
  /** Whether a token's claims stand for a sign-in with a second factor. */
  readonly hasSecondFactor: (claims: Readonly<Record<string, unknown>>) => boolean
}): Authenticate => {
  // Made with the first token: it loads Node's fetch, 20 ms that a call without token and storage does not need.
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  const issuerKeys = () => {
    keys ??= createRemoteJWKSet(new URL(`${options.issuer.replace(/\/$/, '')}/.well-known/jwks.json`))
    return keys
  }
  const accounts = new ShortMemory<SignedIn>()
  const capabilities = new ShortMemory<{ capability: Capability | undefined }>()

  const verify = async (token: string, at: Date) => {
    try {
      const { payload } = await jwtVerify(token, issuerKeys(), {
        issuer: options.issuer,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp', 'sub'],
        currentDate: at,
      })
      const audience = [payload.aud ?? []].flat()
      const ours = payload['client_id'] === options.clientId || audience.includes(options.clientId)
      const forAccess = payload['token_use'] === undefined || payload['token_use'] === 'access'
      if (!ours || !forAccess || payload.sub === undefined)
        throw refused('The token was not made for this platform.', 'Токен выдан не для этой платформы.')
      return {
        subject: payload.sub,
        singleFactor: !options.hasSecondFactor(payload),
        expires: payload.exp ?? 0,
      }
    } catch (error) {
      if (error instanceof UnauthenticatedError) throw error
      if (error instanceof errors.JWTExpired)
        throw refused('The token has expired; sign in again.', 'Срок действия токена истёк; войдите снова.')
      if (error instanceof errors.JOSEError && !isIssuerFault(error))
        throw refused('The token is not valid.', 'Токен недействителен.')
      throw new UnavailableError(
        { en: 'The sign-in service does not answer.', ru: 'Служба входа не отвечает.' },
        { retryAfter: 5, cause: error },
      )
    }
  }

  const accountOf = async (token: string, at: Date): Promise<SignedIn> => {
    const now = at.getTime() / 1000
    const digest = sha256(token)
    const known = accounts.recall(digest, now)
    if (known !== undefined) return known
    const { expires, ...account } = await verify(token, at)
    accounts.keep(digest, account, Math.min(expires, now + BELIEVED_SECONDS))
    return account
  }

  const capabilityOf = async (subject: string, at: Date): Promise<Capability | undefined> => {
    const now = at.getTime() / 1000
    const known = capabilities.recall(subject, now)
    if (known !== undefined) return known.capability
    const capability = await options.capabilityOf(subject)
    // Nothing is remembered of who has no powers yet: the first ones given to an account work at once.
    if (capability !== undefined) capabilities.keep(subject, { capability }, now + BELIEVED_SECONDS)
    return capability
  }

  return async (authorization, at) => {
    if (authorization === undefined) return { kind: 'anonymous' }
    const account = await accountOf(bearerIn(authorization), at)
    return {
      kind: 'account',
      ...account,
      capability: await capabilityOf(account.subject, at),
      today: at.toISOString().slice(0, 10),
    }
  }
}
