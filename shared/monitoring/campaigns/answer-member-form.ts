import type { Call } from '#kernel/call'
import { sha256 } from '#kernel/digest'
import { changeBy, type Stored } from '#kernel/entity'
import { type Fault, NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { canonicalValue, faultOfValue, type Indicator } from '../model.ts'
import type { campaignsContract } from './contract.ts'
import type { Campaign } from './model/campaign.ts'
import {
  type MemberAnswer,
  type MemberForm,
  type MemberFormView,
  type MemberValue,
  withValues,
} from './model/member-form.ts'
import { figureName } from './model/plausibility.ts'
import type { CampaignPorts } from './ports.ts'

type Routes = typeof campaignsContract.routes

/** The form that a link opens. The token comes in the body, so that no log of addresses holds it.
 *  @throws NotFoundError for any token that opens nothing, without saying why */
export const readMemberForm = (ports: CampaignPorts) => async (call: Call<Routes['readMemberForm']>) => {
  const opened = await openByLink(ports, call.body.token, call.at)
  return { status: 200 as const, body: viewOf(opened) }
}

/** Keeps a member's answer, or a part of it.
 *  @throws NotFoundError @throws StaleVersionError
 *  @throws RuleFailedError when the campaign takes no answers, or values do not fit: then nothing is kept */
export const answerMemberForm = (ports: CampaignPorts) => async (call: Call<Routes['answerMemberForm']>) => {
  const opened = await openByLink(ports, call.body.token, call.at)
  const { campaign, form } = opened
  if (campaign.value.status !== 'open')
    throw new RuleFailedError({
      en: `The campaign is ${campaign.value.status} and takes no answers.`,
      ru: `Кампания в состоянии «${campaign.value.status}» и ответов не принимает.`,
    })
  if (form.version !== call.body.version) throw new StaleVersionError()
  const { answeredAt: _before, ...rest } = form.value
  const after: MemberForm = {
    ...rest,
    values: withValues(form.value.values, valuesOf(opened, call.body)),
    agreed: call.body.agreed,
    status: call.body.done ? 'answered' : 'saved',
    ...(call.body.done && { answeredAt: call.at.toISOString() }),
  }
  // Who holds the link answers for the organisation: no person is known.
  const change = { ...changeBy(call, 'answer-member-form'), actor: after.organisation }
  await ports.table.write([
    ports.campaigns.check(campaign),
    ports.memberForms.put(after, form.version, change),
  ])
  return {
    status: 200 as const,
    body: viewOf({ ...opened, form: { value: after, version: form.version + 1 } }),
  }
}

interface OpenedByLink {
  readonly campaign: Stored<Campaign>
  readonly form: Stored<MemberForm>
  readonly indicators: ReadonlyMap<string, Indicator>
}

const openByLink = async (ports: CampaignPorts, token: string, at: Date): Promise<OpenedByLink> => {
  const digest = sha256(token)
  const form = await ports.memberForms.byLink(digest)
  const today = at.toISOString().slice(0, 10)
  if (
    form === undefined ||
    form.value.digest !== digest ||
    form.value.status === 'revoked' ||
    today > form.value.expiresOn
  )
    throw new NotFoundError({
      en: 'The link does not work, or no longer: ask the management of the cluster for another.',
      ru: 'Ссылка не действует или больше не действует: запросите новую у управляющей организации кластера.',
    })
  const [campaign, catalogue] = await Promise.all([
    ports.campaigns.get(form.value.campaign),
    ports.indicators.catalogue(),
  ])
  return { campaign, form, indicators: catalogue.at(campaign.value.period) }
}

const viewOf = ({ campaign, form, indicators }: OpenedByLink): MemberFormView => {
  const { organisation, cluster, status, agreed, values } = form.value
  const { name, period, deadline, figures } = campaign.value
  return {
    campaign: name,
    period,
    deadline,
    organisation,
    cluster,
    status,
    agreed,
    version: form.version,
    figures: figures.flatMap((figure) => {
      const indicator = indicators.get(figure.indicator)
      if (indicator === undefined) return []
      const own = values.find((value) => figureName(value) === figureName(figure))
      return [
        {
          ...figure,
          name: indicator.name,
          definition: indicator.definition,
          unit: indicator.unit,
          decimals: indicator.decimals,
          value: own?.value ?? null,
          obsStatus: own?.obsStatus ?? null,
        },
      ]
    }),
  }
}

const valuesOf = ({ campaign, indicators }: OpenedByLink, { values }: MemberAnswer): MemberValue[] => {
  const asked = new Set(campaign.value.figures.map(figureName))
  const faults: Fault[] = []
  const { period } = campaign.value
  const kept = values.flatMap(({ value, obsStatus: missing, ...figure }, index): MemberValue[] => {
    const obsStatus = missing ?? 'A'
    const indicator = asked.has(figureName(figure)) ? indicators.get(figure.indicator) : undefined
    const fault =
      indicator === undefined
        ? `${figureName(figure)} is not asked for`
        : faultOfValue(indicator, { period, value, obsStatus })
    if (fault !== null)
      faults.push({
        pointer: `/values/${index}`,
        detail: { en: `${fault}.`, ru: `Значение не принято: ${fault}.` },
      })
    if (indicator === undefined || fault !== null) return []
    return [{ ...figure, value: canonicalValue(indicator, value), obsStatus }]
  })
  if (faults.length === 0) return kept
  const all = (language: 'en' | 'ru') => faults.map(({ detail }) => detail[language]).join(' ')
  throw new RuleFailedError({ en: all('en'), ru: all('ru') }, { faults })
}
