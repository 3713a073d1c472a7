import type { Actor, Resource } from '#kernel/access'
import { type CalendarDate, dateIn } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '#kernel/errors'
import type { Item } from '#kernel/table'
import { isInCharge } from '../authority.ts'
import {
  type AskedFigure,
  type Catalogue,
  type Duty,
  enters,
  exemptions,
  type Indicator,
  type Observation,
  type ObservationKey,
  owing,
  type Period,
  previousPeriod,
  type Slice,
  sliceKey,
  yearBefore,
} from '../model.ts'
import { placeOf } from '../observation-store.ts'
import { observationFrom } from '../slice-keys.ts'
import type { Campaign } from './model/campaign.ts'
import { type CampaignForm, type FormFigure, type FormView, isSettled } from './model/form.ts'
import type { NamedEnterprise } from './model/named-enterprise.ts'
import { type Finding, figureName, findingsOf } from './model/plausibility.ts'
import { standingOf } from './model/progress.ts'
import type { CampaignPorts } from './ports.ts'

/** One figure of a form with all that is known of it. */
export interface Line {
  readonly figure: AskedFigure
  readonly key: ObservationKey
  readonly indicator: Indicator
  /** As stored; undefined where nothing was reported. */
  readonly item: Item | undefined
  readonly observation: Observation | undefined
  readonly earlier: Observation | undefined
  readonly enterprises: readonly NamedEnterprise[] | undefined
}

/** A cluster's form with its campaign, read at once. */
export interface OpenedForm {
  readonly campaign: Stored<Campaign>
  readonly duty: Stored<Duty>
  readonly cluster: string
  readonly resource: Resource
  readonly form: Stored<CampaignForm> | undefined
  readonly lines: readonly Line[]
  readonly today: CalendarDate
}

/** What the forms of one campaign have in common. */
export interface Desk {
  readonly campaign: Stored<Campaign>
  readonly duty: Stored<Duty>
  readonly catalogue: Catalogue
}

/** @throws NotFoundError when there is no such campaign, or it has not opened */
export const deskOf = async (ports: CampaignPorts, campaignId: string): Promise<Desk> => {
  const campaign = await ports.campaigns.get(campaignId)
  const [duty, catalogue] = await Promise.all([
    ports.duties.get(campaign.value),
    ports.indicators.catalogue(),
  ])
  return { campaign, duty, catalogue }
}

/** Reads a cluster's form.
 *  @throws NotFoundError when there is no such cluster, or it is not in the campaign */
export const openForm = async (
  ports: CampaignPorts,
  { campaign, duty, catalogue }: Desk,
  cluster: string,
  at: Date,
): Promise<OpenedForm> => {
  const { id, period, figures, timeZone } = campaign.value
  const [resource, form] = await Promise.all([
    ports.places.get({ universe: 'cluster', subject: cluster }),
    ports.forms.find(id, cluster),
  ])
  if (!owing(duty.value).has(cluster) && !exemptions(duty.value).has(cluster))
    throw new NotFoundError({
      en: `The cluster "${cluster}" is not in this campaign.`,
      ru: `Кластера «${cluster}» нет в этой кампании.`,
    })
  const held = catalogue.at(period)
  const asked = figures.flatMap((figure) => {
    const indicator = held.get(figure.indicator)
    if (indicator === undefined) return []
    const slice: Slice = { universe: 'cluster', ...figure, period }
    return [{ figure, indicator, slice, key: { ...slice, subject: cluster } }]
  })
  const before = asked.map(({ key, indicator }) => ({ ...key, period: earlierPeriod(indicator, period) }))
  const [items, enterprises] = await Promise.all([
    ports.observations.items([...asked.map(({ key }) => key), ...before]),
    ports.enterprises.shownWith(
      cluster,
      asked.map(({ slice }) => slice),
    ),
  ])
  const observed = (key: ObservationKey) => {
    const item = items.get(placeOf(key))
    return item && observationFrom(item)
  }
  return {
    campaign,
    duty,
    cluster,
    resource,
    form,
    today: dateIn(timeZone, at),
    lines: asked.map(({ figure, indicator, slice, key }): Line => {
      const earlier = observed({ ...key, period: earlierPeriod(indicator, period) })
      return {
        figure,
        key,
        indicator,
        item: items.get(placeOf(key)),
        observation: observed(key),
        earlier: earlier !== undefined && enters(earlier.workflow, 'submitted') ? earlier : undefined,
        enterprises: enterprises.get(sliceKey(slice)),
      }
    }),
  }
}

/** The form that a request is about. @throws NotFoundError */
export const formOf = async (
  ports: CampaignPorts,
  {
    params,
    at,
  }: { readonly params: { readonly campaignId: string; readonly cluster: string }; readonly at: Date },
): Promise<OpenedForm> => openForm(ports, await deskOf(ports, params.campaignId), params.cluster, at)

/** The period whose value a value is compared with and may be filled in from: the one before; where reports count
 *  from the start of the year, the same of the year before. */
export const earlierPeriod = ({ reporting }: Indicator, period: Period): Period =>
  reporting === 'cumulative' ? yearBefore(period) : previousPeriod(period)

/** Lets in who may see a form. @throws UnauthenticatedError @throws ForbiddenError */
export const admitToForm = (actor: Actor, { resource, cluster }: OpenedForm): void => {
  if (isInCharge(actor, resource)) return
  const detail = {
    en: `The form of ${cluster} is for who reports for it or verifies it (kpi.submit, kpi.verify).`,
    ru: `Форма ${cluster} доступна тем, кто за него отчитывается или проверяет (kpi.submit, kpi.verify).`,
  }
  throw actor.kind === 'anonymous' ? new UnauthenticatedError(detail) : new ForbiddenError(detail)
}

/** What the plausibility checks say of what stands in a form. */
export const findingsIn = ({ campaign, lines }: Pick<OpenedForm, 'campaign' | 'lines'>): Finding[] =>
  findingsOf(
    campaign.value.checks,
    lines.map(({ figure, observation, earlier }) => ({
      figure,
      value: observation?.value ?? null,
      earlier: earlier?.value == null ? null : { period: earlier.period, value: earlier.value },
    })),
  )

/** A form as it is shown. */
export const formView = (opened: OpenedForm): FormView => {
  const { campaign, duty, cluster, form, lines, today } = opened
  const { id, period, deadline } = campaign.value
  const exempt = exemptions(duty.value).has(cluster)
  const notes = new Map(form?.value.notes.map((note) => [figureName(note), note]))
  return {
    campaign: id,
    cluster,
    period,
    deadline,
    standing: standingOf(form?.value, { exempt, deadline, today }),
    figures: lines.map((line): FormFigure => {
      const { figure, indicator, observation, earlier, enterprises } = line
      const { justification, comment } = notes.get(figureName(figure)) ?? {}
      return {
        ...figure,
        name: indicator.name,
        unit: indicator.unit,
        decimals: indicator.decimals,
        earlier: earlier
          ? { period: earlier.period, value: earlier.value, obsStatus: earlier.obsStatus }
          : null,
        value: observation?.value ?? null,
        obsStatus: observation?.obsStatus ?? null,
        workflow: observation?.workflow ?? null,
        settled: isSettled(observation),
        ...(justification !== undefined && { justification }),
        ...(comment !== undefined && { comment }),
        ...(enterprises !== undefined && { enterprises: [...enterprises] }),
      }
    }),
    findings: findingsIn(opened),
    ...(form?.value.submittedAt !== undefined && { submittedAt: form.value.submittedAt }),
    ...(form?.value.comment !== undefined && { comment: form.value.comment }),
  }
}

/** A form after its observations changed. */
export const withObservations = (
  opened: OpenedForm,
  form: Stored<CampaignForm> | undefined,
  changed: ReadonlyMap<string, Observation>,
): OpenedForm => ({
  ...opened,
  form,
  lines: opened.lines.map((line) => ({
    ...line,
    observation: changed.get(figureName(line.figure)) ?? line.observation,
  })),
})
