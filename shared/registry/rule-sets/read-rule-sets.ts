import { type Actor, mayUse } from '#kernel/access'
import type { Call } from '#kernel/call'
import { TO_SHOW } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { metricCatalogue, type RuleSet } from '../model.ts'
import { noSuchVersion, type RuleSetStore } from './rule-set-store.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly ruleSets: RuleSetStore
  readonly reference: ReferenceReader
}

/** The metrics that rules can look at. */
export const listMetrics = () => async () => ({
  status: 200 as const,
  body: { items: [...metricCatalogue()] },
})

/** A page of the rule sets, by code. */
export const listRuleSets =
  ({ ruleSets }: Pick<Deps, 'ruleSets'>) =>
  async (call: Call<Routes['listRuleSets']>) => ({
    status: 200 as const,
    body: await ruleSets.page(call.page),
  })

/** One rule set. @throws NotFoundError */
export const getRuleSet =
  ({ ruleSets }: Pick<Deps, 'ruleSets'>) =>
  async (call: Call<Routes['getRuleSet']>) => {
    const { value, version } = await ruleSets.get(call.params.ruleSet, TO_SHOW)
    return { status: 200 as const, body: value, version }
  }

/** The version by which decisions on a day are judged.
 *  @throws NotFoundError @throws RuleFailedError when none is in force */
export const getRuleSetInForce =
  ({ ruleSets }: Pick<Deps, 'ruleSets'>) =>
  async (call: Call<Routes['getRuleSetInForce']>) => {
    const { version } = await ruleSets.inForce(call.params.ruleSet, call.query.on, TO_SHOW)
    return { status: 200 as const, body: version }
  }

/** A page of the versions of a rule set, by number. @throws NotFoundError */
export const listRuleSetVersions =
  ({ ruleSets, reference }: Deps) =>
  async (call: Call<Routes['listRuleSetVersions']>) => {
    const { value: ruleSet } = await ruleSets.get(call.params.ruleSet, TO_SHOW)
    const drafts = await manages(reference, call.actor, ruleSet)
    return { status: 200 as const, body: await ruleSets.versions(ruleSet.code, drafts, call.page) }
  }

/** One version. @throws NotFoundError also for a draft of others */
export const getRuleSetVersion =
  ({ ruleSets, reference }: Deps) =>
  async (call: Call<Routes['getRuleSetVersion']>) => {
    const { value: ruleSet } = await ruleSets.get(call.params.ruleSet, TO_SHOW)
    const { value, version } = await ruleSets.version(ruleSet.code, call.params.number, TO_SHOW)
    if (value.status === 'draft' && !(await manages(reference, call.actor, ruleSet)))
      throw noSuchVersion(ruleSet.code, value.number)
    return { status: 200 as const, body: value, version }
  }

/** Whether somebody may see the drafts of a rule set. */
export const manages = async (
  reference: ReferenceReader,
  actor: Actor,
  { territory }: RuleSet,
): Promise<boolean> =>
  actor.kind === 'account' && mayUse(actor, 'rule-set.manage', await territoryResource(reference, territory))
