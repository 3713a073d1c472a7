import { covers, type Resource, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy, toItem } from '#kernel/entity'
import { NotFoundError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { type IndicatorStore, noSuchIndicator } from '../indicator-store.ts'
import { isRead } from '../model.ts'
import type { CodeLists } from '../ports.ts'
import type { AlertStore } from './alert-store.ts'
import type { alertsContract } from './contract.ts'
import { alertRuleEntity } from './keys.ts'
import { type AlertRule, type AlertRuleContent, AlertRuleId, faultOfCondition, figureOf } from './model.ts'

type Routes = typeof alertsContract.routes

interface Ports {
  readonly alerts: AlertStore
  readonly indicators: IndicatorStore
  readonly codeLists: CodeLists
  readonly newId: NewId
}

/** The rules of all authorities: whoever sets targets sees what is watched already. */
export const listAlertRules =
  ({ alerts }: Pick<Ports, 'alerts'>) =>
  async () => ({ status: 200 as const, body: { items: [...(await alerts.rules())] } })

export const getAlertRule =
  ({ alerts }: Pick<Ports, 'alerts'>) =>
  async (call: Call<Routes['getAlertRule']>) => {
    const { value, version } = await alerts.rule(call.params.ruleId)
    return { status: 200 as const, body: value, version }
  }

/** Makes a rule. It is judged from the next evaluation on.
 *  @throws ForbiddenError without `target.set` over where it watches
 *  @throws NotFoundError for an unknown indicator or region
 *  @throws RuleFailedError for what cannot be watched */
export const createAlertRule = (ports: Ports) => async (call: Call<Routes['createAlertRule']>) => {
  await demandRule(ports, call, call.body)
  const rule: AlertRule = { ...call.body, id: ports.newId(AlertRuleId, 'alr') }
  const reply = { status: 201 as const, body: rule, version: 1, location: `/alert-rules/${rule.id}` }
  const put = toItem(alertRuleEntity, rule, { version: 1, change: changeBy(call, 'create-alert-rule') })
  return commit(ports.alerts.table, call, reply, [{ put, if: 'absent' }])
}

/** Changes a rule; the actor needs the power over where it watched, too. Alerts that are open are judged by it from the
 *  next evaluation on, and end with a rule that is switched off.
 *  @throws as `createAlertRule` @throws StaleVersionError */
export const changeAlertRule = (ports: Ports) => async (call: Call<Routes['changeAlertRule']>) => {
  const { value: before } = await ports.alerts.rule(call.params.ruleId)
  await demandRule(ports, call, before)
  await demandRule(ports, call, call.body)
  const rule: AlertRule = { ...call.body, id: before.id }
  const expected = call.expectedVersion ?? 0
  const put = toItem(alertRuleEntity, rule, {
    version: expected + 1,
    change: changeBy(call, 'change-alert-rule'),
  })
  const reply = { status: 200 as const, body: rule, version: expected + 1 }
  return commit(ports.alerts.table, call, reply, [{ put, if: { version: expected } }])
}

/** Whether the actor may have that watched, and whether it can be.
 *  @throws as `createAlertRule` */
export const demandRule = async (
  { indicators, codeLists }: Pick<Ports, 'indicators' | 'codeLists'>,
  { actor }: Pick<Call, 'actor'>,
  rule: AlertRuleContent,
): Promise<void> => {
  const path = await codeLists.pathOf(rule.territory)
  if (path === undefined) throw noSuchRegion(rule.territory)
  covers(actor, 'target.set', placeOf(rule, path))
  const figure = figureOf(rule)
  const indicator = figure && (await indicators.catalogue()).get(figure.indicator)
  if (figure !== undefined && indicator === undefined) throw noSuchIndicator(figure.indicator)
  if (indicator !== undefined && isRead(indicator)) throw madeWhenRead(indicator.code)
  if (figure?.universe === 'region' && figure.dimension !== 'region' && figure.dimension !== 'unit')
    throw new RuleFailedError({
      en: 'Regions are grouped by region only: use dimension region or unit.',
      ru: 'Регионы группируются только по регионам: dimension — region или unit.',
    })
  if (figure?.dimension === 'unit' && indicator !== undefined && indicator.origin !== 'reported')
    throw new RuleFailedError({
      en: `Single units report no "${indicator.code}": watch groups, with another dimension than unit.`,
      ru: `Отдельные единицы не сообщают «${indicator.code}»: наблюдайте группы, с dimension не unit.`,
    })
  const fault = faultOfCondition(rule.condition)
  if (fault !== undefined) throw new RuleFailedError(fault)
}

/** Groups that are no regions are of the whole deployment. */
const placeOf = (rule: AlertRuleContent, path: readonly string[]): Resource => {
  const dimension = figureOf(rule)?.dimension ?? 'unit'
  return dimension === 'region' || dimension === 'unit' ? { regions: [path] } : WHOLE_DEPLOYMENT
}

const noSuchRegion = (code: string) =>
  new NotFoundError({
    en: `There is no region "${code}" in the region tree.`,
    ru: `Региона «${code}» нет в дереве регионов.`,
  })

const madeWhenRead = (code: string) =>
  new RuleFailedError({
    en: `"${code}" is made when it is read: watch the indicator it is made from, with the kind change.`,
    ru: `«${code}» вычисляется при чтении: наблюдайте исходный показатель, с видом change.`,
  })
