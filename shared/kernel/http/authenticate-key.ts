import type { Capability, KeyScope } from '../access.ts'
import { API_KEY_PREFIX, apiKeyIdIn, type KeyCredential } from '../api-key.ts'
import { sha256 } from '../digest.ts'
import { ShortMemory } from '../short-memory.ts'
import { type Authenticate, BELIEVED_SECONDS, bearerIn, refused } from './authenticate.ts'

interface Machine {
  readonly key: KeyScope
  readonly capability: Capability
}

/** Lets API keys in beside tokens. The credential is read by the id within the token; it and what the key may do are
 *  believed for at most a minute, never past the key's own end. What is no key by its form and checksum costs no read.
 *
 *  A plain SHA-256 is enough at rest: the secret is 256 random bits, not a password, so there is nothing to guess that
 *  a slow hash would slow down.
 *  @throws UnauthenticatedError when the key is unknown, revoked, rotated away or expired */
export const withApiKeys = (
  tokens: Authenticate,
  credentialOf: (id: string) => Promise<KeyCredential | undefined>,
  /** What a key may do by its holder's grants as they stand. */
  capabilityOf: (credential: KeyCredential) => Promise<Capability>,
): Authenticate => {
  const believed = new ShortMemory<Machine>()

  const verified = async (token: string, at: Date): Promise<Machine> => {
    const now = at.getTime() / 1000
    const digest = sha256(token)
    const known = believed.recall(digest, now)
    if (known !== undefined) return known
    const id = apiKeyIdIn(token)
    const credential = id === undefined ? undefined : await credentialOf(id)
    const secret = credential?.secrets.find((one) => one.digest === digest)
    const ends = secret?.until == null ? Number.POSITIVE_INFINITY : Date.parse(secret.until) / 1000
    if (credential === undefined || secret === undefined || ends <= now)
      throw refused(
        'The API key is unknown, revoked, or replaced by a newer secret.',
        'Ключ API неизвестен, отозван или заменён новым секретом.',
      )
    const expires = Date.parse(credential.expiresOn) / 1000
    if (expires <= now)
      throw refused(
        `The API key expired on ${credential.expiresOn}; rotate keys before they expire.`,
        `Срок действия ключа API истёк ${credential.expiresOn}; обновляйте ключи заранее.`,
      )
    const machine = { key: credential.scope, capability: await capabilityOf(credential) }
    believed.keep(digest, machine, Math.min(now + BELIEVED_SECONDS, ends, expires))
    return machine
  }

  return async (authorization, at) => {
    if (authorization === undefined) return tokens(authorization, at)
    const token = bearerIn(authorization)
    if (!token.startsWith(API_KEY_PREFIX)) return tokens(authorization, at)
    const { key, capability } = await verified(token, at)
    const today = at.toISOString().slice(0, 10)
    return { kind: 'account', subject: capability.subject, capability, singleFactor: true, today, key }
  }
}
