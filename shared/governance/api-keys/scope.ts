import { type Actor, type Capability, covers, mayUse, type Resource } from '#kernel/access'
import { addDays } from '#kernel/clock'
import { RuleFailedError } from '#kernel/errors'
import type { Power } from '#kernel/powers'
import type { ReferenceReader } from '#reference/readers'
import { type ApiKey, LONGEST_LIFE, USE_BY_MACHINES } from '../model/api-key.ts'
import { territoryResource } from '../territories.ts'

type Scope = Pick<ApiKey, 'territory'> & { readonly categories?: readonly string[] | undefined }

/** A key's scope as powers see it: its whole territory, once for each category.
 *  @throws RuleFailedError when a region is unknown */
const resourcesOf = async (
  { territory, categories }: Scope,
  reference: Pick<ReferenceReader, 'pathOf'>,
): Promise<readonly Resource[]> => {
  const resource = await territoryResource(reference, territory)
  return categories === undefined ? [resource] : categories.map((category) => ({ ...resource, category }))
}

/** Refuses who may not manage keys over this scope, or does not hold the powers over it that the key would have:
 *  nobody gets by a key what they may not do themselves. @throws ForbiddenError */
export const demandScope = async (
  actor: Actor,
  powers: readonly Power[],
  scope: Scope,
  reference: Pick<ReferenceReader, 'pathOf'>,
): Promise<void> => {
  for (const resource of await resourcesOf(scope, reference))
    for (const power of ['api-key.manage', ...powers] as const) covers(actor, power, resource)
}

/** Whether somebody may manage keys over this scope. */
export const managesScope = async (
  actor: Actor,
  scope: Scope,
  reference: Pick<ReferenceReader, 'pathOf'>,
): Promise<boolean> =>
  (await resourcesOf(scope, reference)).every((resource) => mayUse(actor, 'api-key.manage', resource))

/** Refuses powers that no machine holds, or only where that is said. @throws RuleFailedError */
export const refusePowers = (powers: readonly Power[], mayDecide: boolean): void => {
  const never = powers.filter((power) => USE_BY_MACHINES[power] === 'never')
  if (never.length > 0)
    throw new RuleFailedError({
      en: `An API key never holds ${never.join(', ')}: only a person uses them.`,
      ru: `Ключ API не может иметь полномочия ${never.join(', ')}: ими пользуется только человек.`,
    })
  const explicit = powers.filter((power) => USE_BY_MACHINES[power] === 'explicit')
  if (explicit.length > 0 && !mayDecide)
    throw new RuleFailedError({
      en: `${explicit.join(', ')} decides: an API key holds it only with "mayDecide": true.`,
      ru: `${explicit.join(', ')} — полномочие принимать решения: ключу API оно даётся только с "mayDecide": true.`,
    })
}

/** Refuses a last day that is past or too far. @throws RuleFailedError */
export const refuseLife = (expiresOn: string, at: Date): void => {
  const today = at.toISOString().slice(0, 10)
  const latest = addDays(today, LONGEST_LIFE)
  if (today < expiresOn && expiresOn <= latest) return
  throw new RuleFailedError({
    en: `expiresOn is ${expiresOn}; it lies after ${today} and at latest on ${latest}, two years ahead.`,
    ru: `expiresOn: ${expiresOn}; допустима дата после ${today} и не позже ${latest} (два года).`,
  })
}

/** Refuses a key of which some power would be idle today, because its holder does not have it over the key's whole
 *  scope. @throws RuleFailedError */
export const refuseIdle = async (
  key: ApiKey,
  capability: Capability,
  at: Date,
  reference: Pick<ReferenceReader, 'pathOf'>,
): Promise<void> => {
  const actor: Actor = { kind: 'account', subject: key.id, capability, today: at.toISOString().slice(0, 10) }
  const resources = await resourcesOf(key, reference)
  const idle = key.powers.filter((power) => !resources.every((resource) => mayUse(actor, power, resource)))
  if (idle.length === 0) return
  throw new RuleFailedError({
    en: `${key.holder} does not hold ${idle.join(', ')} over the whole territory and all categories of the key today: grant it first, or ask for less.`,
    ru: `${key.holder} сегодня не имеет ${idle.join(', ')} на всей территории и во всех категориях ключа: сначала предоставьте полномочие или сузьте ключ.`,
  })
}
