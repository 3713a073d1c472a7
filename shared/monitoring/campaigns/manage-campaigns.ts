import { actorId } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { type Indicator, type IndicatorCode, TOTAL } from '../model.ts'
import type { campaignsContract } from './contract.ts'
import { demandField } from './field.ts'
import {
  type Campaign,
  type CampaignContent,
  CampaignId,
  changedAfterOpening,
  faultOfFigures,
} from './model/campaign.ts'
import { unknownFigures } from './model/plausibility.ts'
import { opening } from './open-campaign.ts'
import type { CampaignPorts } from './ports.ts'

type Routes = typeof campaignsContract.routes

export const listCampaigns =
  ({ campaigns }: CampaignPorts) =>
  async ({ page }: Call<Routes['listCampaigns']>) => ({
    status: 200 as const,
    body: await campaigns.list(page.limit, page.after),
  })

/** @throws NotFoundError */
export const getCampaign =
  ({ campaigns }: CampaignPorts) =>
  async ({ params }: Call<Routes['getCampaign']>) => {
    const { value, version } = await campaigns.get(params.campaignId)
    return { status: 200 as const, body: value, version }
  }

/** Plans a campaign.
 *  @throws ForbiddenError when the territory is not the actor's
 *  @throws RuleFailedError when a figure cannot be reported, or a region or category does not exist */
export const createCampaign = (ports: CampaignPorts) => async (call: Call<Routes['createCampaign']>) => {
  await demandField(ports, call.actor, call.body.scope)
  await refuseUnlessReportable(ports, call.body)
  const campaign: Campaign = {
    ...call.body,
    id: ports.newId(CampaignId, 'cam'),
    status: 'planned',
    createdBy: actorId(call.actor),
  }
  const reply = { status: 201 as const, body: campaign, version: 1, location: `/campaigns/${campaign.id}` }
  return commit(ports.table, call, reply, [ports.campaigns.put(campaign, 0, changeBy(call, 'plan-campaign'))])
}

/** Changes a campaign: before its opening all of it, after that what does not change who owes what.
 *  @throws NotFoundError @throws ForbiddenError @throws StaleVersionError
 *  @throws RuleFailedError when it has ended, or when something changes that is fixed since its opening */
export const changeCampaign = (ports: CampaignPorts) => async (call: Call<Routes['changeCampaign']>) => {
  const { value: before, version } = await ports.campaigns.at(call.params.campaignId, call.expectedVersion)
  for (const scope of [before.scope, call.body.scope]) await demandField(ports, call.actor, scope)
  if (before.status !== 'planned') {
    refuseUnless(before, ['open'])
    const fixed = changedAfterOpening(before, call.body)
    if (fixed.length > 0)
      throw new RuleFailedError({
        en: `The campaign is open; ${fixed.join(', ')} can no longer change. Cancel it and plan another.`,
        ru: `Кампания открыта; изменить ${fixed.join(', ')} уже нельзя. Отмените её и запланируйте другую.`,
      })
  }
  await refuseUnlessReportable(ports, call.body)
  const after: Campaign = { ...before, ...call.body }
  const reply = { status: 200 as const, body: after, version: version + 1 }
  return commit(ports.table, call, reply, [
    ports.campaigns.put(after, version, changeBy(call, 'change-campaign')),
  ])
}

/** Opens a campaign: who is in its scope today owes its figures.
 *  @throws NotFoundError @throws ForbiddenError @throws StaleVersionError
 *  @throws RuleFailedError when it has opened or ended already, or nobody or too many would owe */
export const openCampaign = (ports: CampaignPorts) => async (call: Call<Routes['openCampaign']>) => {
  const stored = await ports.campaigns.at(call.params.campaignId, call.expectedVersion)
  await demandField(ports, call.actor, stored.value.scope)
  refuseUnless(stored.value, ['planned'])
  const { campaign, writes } = await opening(ports, stored, call.at, changeBy(call, 'open-campaign'))
  const reply = { status: 200 as const, body: campaign, version: stored.version + 1 }
  return commit(ports.table, call, reply, writes)
}

/** Closes or cancels a campaign. Closed, it still says who owed; cancelled, the register decides again.
 *  @throws NotFoundError @throws ForbiddenError @throws StaleVersionError
 *  @throws RuleFailedError when it has ended already, or is to be closed before it opened */
export const endCampaign = (ports: CampaignPorts) => async (call: Call<Routes['endCampaign']>) => {
  const { outcome, reason } = call.body
  const { value: before, version } = await ports.campaigns.at(call.params.campaignId, call.expectedVersion)
  await demandField(ports, call.actor, before.scope)
  refuseUnless(before, outcome === 'closed' ? ['open'] : ['planned', 'open'])
  const after: Campaign = { ...before, status: outcome, reason, endedAt: call.at.toISOString() }
  const change = changeBy(call, outcome === 'closed' ? 'close-campaign' : 'cancel-campaign')
  const reply = { status: 200 as const, body: after, version: version + 1 }
  const writes = [ports.campaigns.put(after, version, change)]
  if (outcome === 'cancelled' && before.status === 'open') {
    const duty = await ports.duties.get(before)
    const { figures, period } = duty.value
    writes.push(
      ports.duties.remove(duty.value, duty.version, change, call.at),
      ports.marks.step({ kind: 'coverage', period, figures }, before.id),
    )
  }
  return commit(ports.table, call, reply, writes)
}

const refuseUnlessReportable = async (
  { indicators, codeLists }: Pick<CampaignPorts, 'indicators' | 'codeLists'>,
  content: CampaignContent,
): Promise<void> => {
  const [catalogue, industries, categories] = await Promise.all([
    indicators.catalogue(),
    content.figures.some(({ breakdown }) => breakdown !== TOTAL) ? codeLists.industries() : [],
    content.scope.categories === undefined ? [] : codeLists.categories(),
  ])
  const held: ReadonlyMap<IndicatorCode, Indicator> = catalogue.at(content.period)
  const fault = faultOfFigures(content, held, new Set(industries.map(({ code }) => code)))
  if (fault !== null) throw new RuleFailedError(fault)
  const unknown =
    content.scope.categories?.filter((code) => categories.every((one) => one.code !== code)) ?? []
  if (unknown.length > 0)
    throw new RuleFailedError({
      en: `There is no category ${unknown.join(', ')}.`,
      ru: `Нет категории ${unknown.join(', ')}.`,
    })
  const foreign = unknownFigures(content.checks, content.figures)
  if (foreign.length > 0)
    throw new RuleFailedError({
      en: `A check names ${foreign.join(', ')}, which the campaign does not ask for.`,
      ru: `Проверка называет ${foreign.join(', ')}, чего кампания не запрашивает.`,
    })
}

const refuseUnless = ({ status }: Campaign, expected: readonly Campaign['status'][]): void => {
  if (expected.includes(status)) return
  throw new RuleFailedError({
    en: `The campaign is ${status}; this is possible only while it is ${expected.join(' or ')}.`,
    ru: `Кампания в состоянии «${status}»; это возможно только в состоянии ${expected.map((one) => `«${one}»`).join(' или ')}.`,
  })
}
