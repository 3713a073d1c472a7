import { randomBytes } from 'node:crypto'
import { actorId, type Capability, signedIn } from '#kernel/access'
import { apiKeyToken } from '#kernel/api-key'
import type { Call, Context } from '#kernel/call'
import { addDays } from '#kernel/clock'
import { sha256 } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { ForbiddenError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { untilWon } from '#kernel/lost-race'
import type { ReferenceReader } from '#reference/readers'
import type { apiKeyRoutes } from '../contract/api-keys.ts'
import { holderIdOf } from '../holders.ts'
import { type ApiKey, ApiKeyId, credentialOf, isLive, LONGEST_OVERLAP } from '../model/api-key.ts'
import type { GovernanceStore } from '../store.ts'
import type { ApiKeyStore } from './api-key-store.ts'
import { demandScope, refuseIdle, refuseLife, refusePowers } from './scope.ts'
import { shown } from './shown.ts'

type Routes = typeof apiKeyRoutes
export interface ApiKeyPorts {
  readonly store: GovernanceStore
  readonly keys: ApiKeyStore
  readonly reference: Pick<ReferenceReader, 'pathOf'>
  readonly newId: NewId
  /** 32 random bytes a secret. */
  readonly random?: (length: number) => Uint8Array
}

/** Makes a key and shows its secret this once. Nothing repeats the answer, so the route takes no Idempotency-Key: the
 *  stored reply would keep the secret. Who loses the answer revokes the key and makes another.
 *  @throws ForbiddenError when the maker may not do all that the key may
 *  @throws RuleFailedError when no machine holds the power, the holder does not, or the last day is too far
 *  @throws ConflictError when the maker was shown too many secrets */
export const createApiKey = (ports: ApiKeyPorts) => async (call: Call<Routes['createApiKey']>) => {
  const { store, keys, reference, newId } = ports
  const { body, actor, at } = call
  const holder = await holderIdOf(store, body.holder)
  refusePowers(body.powers, body.mayDecide)
  refuseLife(body.expiresOn, at)
  await demandScope(actor, body.powers, body, reference)
  const maker = personOf(call)
  const id = newId(ApiKeyId, 'key')
  const { token, secret } = newSecret(ports, id, at)
  const key: ApiKey = {
    ...body,
    id,
    holder,
    createdBy: actorId(actor),
    createdAt: at.toISOString(),
    shownTo: [maker.person],
    secrets: [secret],
    revokedAt: null,
  }
  await refuseIdle(key, await keys.capability(credentialOf(key)), at, reference)
  return untilWon(async () => {
    const writes = [
      ...keys.keyWrites(key, 0, changeBy(call, 'create-api-key')),
      ...(await keys.shownWrites(maker, id)),
    ]
    const body = { ...shown(key, undefined), token }
    return commit(
      store.table,
      call,
      { status: 201 as const, body, version: 1, location: `/api-keys/${id}` },
      writes,
    )
  })
}

/** Gives a key a new secret, shown this once; the one in use works on until a date. Rotating again while two work ends
 *  the older one. The key keeps its id, so that what it did and does is told as one.
 *  @throws RuleFailedError when the key is over, or a date is too far @throws StaleVersionError */
export const rotateApiKey = (ports: ApiKeyPorts) => (call: Call<Routes['rotateApiKey']>) =>
  untilWon(async () => {
    const { store, keys, reference } = ports
    const { at, body } = call
    const { value: before, version } = await keys.get(call.params.keyId)
    await demandScope(call.actor, before.powers, before, reference)
    if (version !== call.expectedVersion) throw new StaleVersionError()
    if (!isLive(before, at.toISOString())) throw over()
    const expiresOn = body.expiresOn ?? before.expiresOn
    refuseLife(expiresOn, at)
    const maker = personOf(call)
    const { token, secret } = newSecret(ports, before.id, at)
    const key: ApiKey = {
      ...before,
      expiresOn,
      shownTo: [...new Set([...before.shownTo, maker.person])],
      secrets: [
        ...before.secrets.slice(-1).map((old) => ({ ...old, until: endOfOld(body.oldUntil, at) })),
        secret,
      ],
    }
    const writes = [
      ...keys.keyWrites(key, version, changeBy(call, 'rotate-api-key')),
      ...(await keys.shownWrites(maker, key.id)),
    ]
    const reply = { ...shown(key, undefined), token }
    return commit(store.table, call, { status: 200 as const, body: reply, version: version + 1 }, writes)
  })

/** Ends a key for good; it works nowhere after 60 s, the time for which a function believes what it has read. Revoking a
 *  revoked key changes nothing. */
export const revokeApiKey = (ports: ApiKeyPorts) => async (call: Call<Routes['revokeApiKey']>) => {
  const { store, keys, reference } = ports
  const { value: before, version } = await keys.get(call.params.keyId)
  await demandScope(call.actor, [], before, reference)
  if (version !== call.expectedVersion) throw new StaleVersionError()
  const key: ApiKey = { ...before, revokedAt: before.revokedAt ?? call.at.toISOString() }
  const writes = keys.keyWrites(key, version, changeBy(call, 'revoke-api-key'))
  const body = shown(key, undefined)
  return commit(store.table, call, { status: 200 as const, body, version: version + 1 }, writes)
}

const newSecret = ({ random = randomBytes }: ApiKeyPorts, id: string, at: Date) => {
  const token = apiKeyToken(id, random(32))
  return { token, secret: { digest: sha256(token), from: at.toISOString(), until: null } }
}

const DAY = 24 * 60 * 60 * 1000

/** @throws RuleFailedError when the overlap is too long */
const endOfOld = (asked: string | undefined, at: Date): string => {
  const until = asked ?? new Date(at.getTime() + DAY).toISOString()
  const latest = `${addDays(at.toISOString().slice(0, 10), LONGEST_OVERLAP)}T00:00:00.000Z`
  if (until <= latest) return until
  throw new RuleFailedError({
    en: `oldUntil is ${until}; a replaced secret works at longest until ${latest}, ${LONGEST_OVERLAP} days ahead.`,
    ru: `oldUntil: ${until}; заменённый секрет действует не дольше чем до ${latest} (${LONGEST_OVERLAP} дней).`,
  })
}

/** Secrets are shown to people alone. */
const personOf = ({ actor }: Context): Capability => {
  signedIn(actor)
  if (actor.key !== undefined || actor.capability === undefined)
    throw new ForbiddenError({
      en: 'Only a person makes and rotates API keys.',
      ru: 'Создавать и обновлять ключи API может только человек.',
    })
  return actor.capability
}

const over = () =>
  new RuleFailedError({
    en: 'The API key was revoked or has expired: make a new one.',
    ru: 'Ключ API отозван или истёк: создайте новый.',
  })
