import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import type { ReferenceReader } from '#reference/readers'
import { territoryPaths, territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { type RuleSet, type RuleSetVersion, type RuleSetVersionContent, VersionNumber } from '../model.ts'
import { type RuleSetStore, ruleSetAddition, ruleSetPut, versionPut } from './rule-set-store.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly ruleSets: RuleSetStore
  readonly reference: ReferenceReader
}

/** Begins a rule set. @throws ConflictError when its code is taken
 *  @throws ForbiddenError when the actor's territory does not cover that of the rule set */
export const createRuleSet =
  ({ ruleSets, reference }: Deps) =>
  async (call: Call<Routes['createRuleSet']>) => {
    covers(call.actor, 'rule-set.manage', await territoryResource(reference, call.body.territory))
    const ruleSet: RuleSet = { ...call.body, versions: 0, published: [], createdAt: call.at.toISOString() }
    const reply = { status: 201 as const, body: ruleSet, version: 1, location: `/rule-sets/${ruleSet.code}` }
    return commit(ruleSets.table, call, reply, [ruleSetAddition(ruleSet, call)])
  }

/** Drafts a version. @throws RuleFailedError when a listed territory is no region */
export const addRuleSetVersion =
  ({ ruleSets, reference }: Deps) =>
  async (call: Call<Routes['addRuleSetVersion']>) =>
    untilWon(async () => {
      const { value: ruleSet, version } = await ruleSets.get(call.params.ruleSet)
      covers(call.actor, 'rule-set.manage', await territoryResource(reference, ruleSet.territory))
      await demandRegions(reference, call.body)
      const number = ruleSet.versions + 1
      if (!VersionNumber.safeParse(number).success)
        throw new ConflictError({
          en: `The rule set ${ruleSet.code} has ${ruleSet.versions} versions; it can have no more.`,
          ru: `В наборе правил ${ruleSet.code} уже ${ruleSet.versions} версий; больше нельзя.`,
        })
      const draft: RuleSetVersion = {
        ruleSet: ruleSet.code,
        number,
        status: 'draft',
        ...call.body,
        createdAt: call.at.toISOString(),
      }
      const location = `/rule-sets/${ruleSet.code}/versions/${number}`
      return commit(ruleSets.table, call, { status: 201 as const, body: draft, version: 1, location }, [
        ruleSetPut({ ...ruleSet, versions: number }, version, call, 'add-rule-set-version'),
        versionPut(draft, 0, call, 'add-rule-set-version'),
      ])
    })

/** Changes a draft. @throws ConflictError when it is published: then it never changes
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeRuleSetVersion =
  ({ ruleSets, reference }: Deps) =>
  async (call: Call<Routes['changeRuleSetVersion']>) => {
    const { draft, version } = await draftOf({ ruleSets, reference }, call)
    await demandRegions(reference, call.body)
    const { ruleSet, number, status, createdAt } = draft
    const after: RuleSetVersion = { ruleSet, number, status, ...call.body, createdAt }
    await ruleSets.table.write([versionPut(after, version, call, 'change-rule-set-version')])
    return { status: 200 as const, body: after, version: version + 1 }
  }

/** Publishes a draft: from its first day it supersedes the version before it. What judged past days stays as it was:
 *  only the first version of a rule set may begin in the past.
 *  @throws RuleFailedError when it begins on a day that is past, or not after the version before it */
export const publishRuleSetVersion =
  ({ ruleSets, reference }: Deps) =>
  async (call: Call<Routes['publishRuleSetVersion']>) =>
    untilWon(async () => {
      const { draft, version, ruleSet, ruleSetVersion } = await draftOf({ ruleSets, reference }, call)
      demandOrder(ruleSet, draft, call.at.toISOString().slice(0, 10))
      const { number, from, to, earlierDecisionsUntil } = draft
      const after: RuleSetVersion = { ...draft, status: 'published', publishedAt: call.at.toISOString() }
      const published = [...ruleSet.published, { number, from, to, earlierDecisionsUntil }]
      const action = 'publish-rule-set-version'
      const reply = { status: 200 as const, body: after, version: version + 1 }
      return commit(ruleSets.table, call, reply, [
        versionPut(after, version, call, action),
        ruleSetPut({ ...ruleSet, published }, ruleSetVersion, call, action),
      ])
    })

/** The draft that a call is about, as the caller has seen it. */
const draftOf = async (
  { ruleSets, reference }: Deps,
  call: Call<Routes['changeRuleSetVersion']> | Call<Routes['publishRuleSetVersion']>,
) => {
  const ruleSet = await ruleSets.get(call.params.ruleSet)
  covers(call.actor, 'rule-set.manage', await territoryResource(reference, ruleSet.value.territory))
  const { value: draft, version } = await ruleSets.version(call.params.ruleSet, call.params.number)
  if (version !== call.expectedVersion) throw new StaleVersionError()
  if (draft.status === 'published')
    throw new ConflictError({
      en: `Version ${draft.number} of ${draft.ruleSet} is published and never changes: draft another one.`,
      ru: `Версия ${draft.number} набора ${draft.ruleSet} опубликована и не меняется: создайте новую.`,
    })
  return { draft, version, ruleSet: ruleSet.value, ruleSetVersion: ruleSet.version }
}

const demandRegions = async (reference: ReferenceReader, { territories }: RuleSetVersionContent) =>
  territoryPaths(reference, territories.codes, '/territories/codes')

/** Since when a version may be in force. @throws RuleFailedError */
export const demandOrder = (ruleSet: RuleSet, { from }: RuleSetVersion, today: string): void => {
  const last = ruleSet.published.at(-1)
  if (last === undefined || (from > last.from && from >= today)) return
  const earliest =
    last.from < today
      ? { en: 'today', ru: 'сегодня' }
      : { en: `the day after ${last.from}`, ru: `на следующий день после ${last.from}` }
  throw new RuleFailedError({
    en: `The version would be in force from ${from}; after version ${last.number} it can begin ${earliest.en} at the earliest.`,
    ru: `Версия вступила бы в силу ${from}; после версии ${last.number} она может начаться не раньше чем ${earliest.ru}.`,
  })
}
