import type { Call } from '#kernel/call'
import { InvalidRequestError, NotFoundError } from '#kernel/errors'
import { type Agreements, isInCharge, type Places, viewer } from './authority.ts'
import type { monitoringContract } from './contract.ts'
import { type Part, readInTurn } from './in-turn.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import {
  isAsked,
  type Observation,
  type ObservationQuery,
  type ObservationView,
  sliceKey,
  TOTAL,
} from './model.ts'
import type { ObservationStore } from './observation-store.ts'
import type { SliceStore } from './slice-store.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly observations: ObservationStore
  readonly slices: SliceStore
  readonly places: Places
  readonly openness: Agreements
}

type Routes = typeof monitoringContract.routes

const hidden = () =>
  new NotFoundError({
    en: 'There is no such value, or it is not public.',
    ru: 'Такого значения нет, или оно не открыто.',
  })

/** Lists the values of one unit, or of indicators: period by period, of the periods that are asked for. Who is not in
 *  charge of a unit sees its free values of open indicators. A page may be short where values are not shown.
 *  @throws NotFoundError when there is no such indicator
 *  @throws InvalidRequestError when neither a unit nor an indicator is named */
export const listObservations =
  (ports: Ports) =>
  async ({ query, page, actor }: Call<Routes['listObservations']>) => {
    const catalogue = await ports.indicators.catalogue()
    for (const indicator of query.indicator ?? [])
      if (!catalogue.has(indicator)) throw noSuchIndicator(indicator)
    const view = viewer(actor, ports, catalogue)
    const parts = await partsOf(query, ports)
    const { items: found, next } = await readInTurn(parts, page.limit, page.after)
    const wanted = found.filter(
      ({ period, breakdown }) => isAsked(query, period) && (query.breakdown?.includes(breakdown) ?? true),
    )
    const views = await Promise.all(wanted.map(view))
    const items = views.filter((item): item is ObservationView => item !== undefined)
    return { status: 200 as const, body: { items, next } }
  }

/** The collections that hold what is asked for: of a unit its own by indicator, else slices in the order of indicators,
 *  breakdowns and periods. Of one period no list of slices has to be read. */
const partsOf = async (
  query: ObservationQuery,
  { observations, slices }: Ports,
): Promise<readonly Part<Observation>[]> => {
  const { universe, subject, indicator: indicators, breakdown: breakdowns, period } = query
  if (subject !== undefined) {
    const series = (indicators ?? [undefined]).flatMap((indicator) =>
      (indicator === undefined ? [undefined] : (breakdowns ?? [undefined])).map((breakdown) => ({
        universe,
        subject,
        indicator,
        breakdown,
      })),
    )
    return series.map((unit) => ({
      name: `${unit.indicator ?? ''}#${unit.breakdown ?? ''}`,
      read: (limit, after) => observations.ofSubject(unit, limit, after),
    }))
  }
  if (indicators === undefined)
    throw new InvalidRequestError({
      en: 'Give a subject, or an indicator, best with a period or with from and to.',
      ru: 'Укажите объект или показатель, лучше с периодом или границами from и to.',
    })
  const series = indicators.flatMap((indicator) =>
    (breakdowns ?? [TOTAL]).map((breakdown) => ({ universe, indicator, breakdown })),
  )
  const found = await Promise.all(
    series.map(async (one) =>
      period === undefined ? slices.list(one.universe, one.indicator, one.breakdown) : [{ ...one, period }],
    ),
  )
  return found
    .flat()
    .filter((slice) => isAsked(query, slice.period))
    .map((slice) => ({
      name: sliceKey(slice),
      read: (limit, after) => observations.ofSlice(slice, limit, after),
    }))
}

/** @throws NotFoundError when there is none, or none that the actor may see */
export const getObservation =
  (ports: Omit<Ports, 'slices'>) => async (call: Call<Routes['getObservation']>) => {
    const [{ value, version }, catalogue] = await Promise.all([
      ports.observations.get(call.params, { consistent: false }),
      ports.indicators.catalogueOf(call.params.indicator),
    ])
    if (!catalogue.has(value.indicator)) throw noSuchIndicator(value.indicator)
    const shown = await viewer(call.actor, ports, catalogue)(value)
    if (shown === undefined) throw hidden()
    return { status: 200 as const, body: shown, version }
  }

/** All versions that the actor may see, the newest first; when each was made, and to those in charge by whom. */
export const observationHistory =
  (ports: Omit<Ports, 'slices'>) => async (call: Call<Routes['observationHistory']>) => {
    const { indicators, observations, places } = ports
    const [versions, catalogue] = await Promise.all([
      observations.history(call.params),
      indicators.catalogueOf(call.params.indicator),
    ])
    const view = viewer(call.actor, ports, catalogue)
    const resource = await places.find(call.params)
    const inCharge = resource !== undefined && isInCharge(call.actor, resource)
    // Earlier versions would tell what is confidential now.
    if (!inCharge && versions[0]?.observation.confStatus !== 'F') throw hidden()
    const views = await Promise.all(
      versions.map(async ({ observation, by, at }): Promise<ObservationView | undefined> => {
        const shown = await view(observation)
        return shown && { ...shown, changedAt: at, ...(inCharge && { submittedBy: by }) }
      }),
    )
    const items = views.filter((item): item is ObservationView => item !== undefined)
    if (items.length === 0) throw hidden()
    return { status: 200 as const, body: { items } }
  }
