import type { Call } from '#kernel/call'
import { InvalidRequestError, NotFoundError } from '#kernel/errors'
import { isInCharge, type Places, viewer } from './authority.ts'
import type { monitoringContract } from './contract.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import type { ObservationView } from './model.ts'
import type { ObservationStore } from './observation-store.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly observations: ObservationStore
  readonly places: Places
}

type Routes = typeof monitoringContract.routes

const hidden = () =>
  new NotFoundError({
    en: 'There is no such value, or it is not public.',
    ru: 'Такого значения нет, или оно не открыто.',
  })

/** Lists the values of one unit, or of one indicator and period; who is not in charge of a unit sees its free
 *  values of open indicators. A page may be short where values are not shown. */
export const listObservations =
  ({ indicators, observations, places }: Ports) =>
  async (call: Call<Routes['listObservations']>) => {
    const { universe, subject, indicator, breakdown, period } = call.query
    const { limit, after } = call.page
    const catalogue = await indicators.catalogue()
    if (indicator !== undefined && !catalogue.has(indicator)) throw noSuchIndicator(indicator)
    const view = viewer(call.actor, places, catalogue)
    const page =
      subject !== undefined
        ? await observations.ofSubject({ universe, subject, indicator }, limit, after)
        : indicator !== undefined && period !== undefined
          ? await observations.ofSlice({ universe, indicator, breakdown, period }, limit, after)
          : undefined
    if (page === undefined)
      throw new InvalidRequestError({
        en: 'Give a subject, or an indicator and a period.',
        ru: 'Укажите объект или показатель и период.',
      })
    const wanted = page.items.filter((item) => period === undefined || item.period === period)
    const views = await Promise.all(wanted.map(view))
    const items = views.filter((item): item is ObservationView => item !== undefined)
    return { status: 200 as const, body: { items, next: page.next } }
  }

/** @throws NotFoundError when there is none, or none that the actor may see */
export const getObservation =
  ({ indicators, observations, places }: Ports) =>
  async (call: Call<Routes['getObservation']>) => {
    const [{ value, version }, { value: indicator }] = await Promise.all([
      observations.get(call.params, { consistent: false }),
      indicators.get(call.params.indicator, { consistent: false }),
    ])
    const shown = await viewer(call.actor, places, new Map([[indicator.code, indicator]]))(value)
    if (shown === undefined) throw hidden()
    return { status: 200 as const, body: shown, version }
  }

/** All versions that the actor may see, the newest first; when each was made, and to those in charge by whom. */
export const observationHistory =
  ({ indicators, observations, places }: Ports) =>
  async (call: Call<Routes['observationHistory']>) => {
    const [versions, catalogue] = await Promise.all([
      observations.history(call.params),
      indicators.catalogue(),
    ])
    const view = viewer(call.actor, places, catalogue)
    const resource = await places.find(call.params)
    const inCharge = resource !== undefined && isInCharge(call.actor, resource)
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
