import { type Actor, holds, mayUse, type Resource, WHOLE_DEPLOYMENT } from '#kernel/access'
import { ForbiddenError, UnauthenticatedError } from '#kernel/errors'
import { TO_SHOW } from '#kernel/table'
import { type Agreements, isInCharge, oversees, overseesSomething, type Places } from './authority.ts'
import type { View } from './kpi-view.ts'
import type { Indicator, KpiQuery } from './model.ts'
import type { RegionTree } from './ports.ts'

interface Asked {
  readonly actor: Actor
  readonly query: KpiQuery
  readonly indicator: Indicator
  readonly view: View
  readonly tree: RegionTree
  readonly places: Places
  readonly openness: Agreements
}

/** Lets in who may ask this at all, and tells for each code whether its figure may be read. Open figures may be read
 *  by everybody; others by who oversees the region, those of other groups by who oversees the whole deployment, those
 *  of one unit by who is in charge of it and, as far as its cluster has agreed, by everybody. Submitted values are for
 *  who may verify them.
 *  @throws NotFoundError when there is no such unit
 *  @throws UnauthenticatedError, ForbiddenError when nothing of it may be read, or a code that was named may not */
export const admit = async (asked: Asked): Promise<(code: string) => boolean> => {
  const { actor, query, indicator, view, tree, places, openness } = asked
  if (view.dimension === 'unit') {
    // Which of its values a cluster has opened is decided with each of them.
    const opened = indicator.confidentiality === 'cluster-open' ? await openness.all(TO_SHOW) : undefined
    for (const subject of view.codes ?? []) {
      const unit = await places.get({ universe: query.universe, subject })
      if (query.basis === 'submitted') refuseUnlessVerifier(actor, unit, subject)
      else if (
        indicator.confidentiality !== 'open' &&
        opened?.has(subject) !== true &&
        !isInCharge(actor, unit)
      )
        refuse(actor, notOpen(indicator))
    }
    return () => true
  }
  const resourceOf = (code: string) => placeOf(view, code, tree)
  if (query.basis === 'submitted') {
    if (view.partsOf === undefined)
      for (const code of view.codes ?? [view.wholeCode]) refuseUnlessVerifier(actor, resourceOf(code), code)
    else if (!holds(actor, 'kpi.verify')) refuse(actor, forVerifiers(view.wholeCode))
    return (code) => mayUse(actor, 'kpi.verify', resourceOf(code))
  }
  if (indicator.confidentiality === 'open') return () => true
  if (!overseesSomething(actor)) refuse(actor, notOpen(indicator))
  return (code) => oversees(actor, resourceOf(code))
}

/** Where a group lies: a region there, another group in the whole deployment. */
export const placeOf = ({ dimension }: View, code: string, { regions }: RegionTree): Resource => {
  const isPlace = dimension === 'region' || dimension === 'region-seat'
  const path = isPlace ? regions.find((region) => region.code === code)?.path : undefined
  return path === undefined ? WHOLE_DEPLOYMENT : { regions: [path] }
}

/** Lets in who may see how one cluster compares: of open indicators everybody, of others who is in charge of it, of
 *  those for authorities only who oversees it.
 *  @throws UnauthenticatedError, ForbiddenError */
export const admitToCluster = (actor: Actor, cluster: Resource, indicator: Indicator): void => {
  const { confidentiality } = indicator
  if (confidentiality === 'open') return
  const may = confidentiality === 'authority-only' ? oversees : isInCharge
  if (!may(actor, cluster)) refuse(actor, notOpen(indicator))
}

const refuseUnlessVerifier = (actor: Actor, resource: Resource, place: string): void => {
  if (!mayUse(actor, 'kpi.verify', resource)) refuse(actor, forVerifiers(place))
}

const forVerifiers = (place: string) => ({
  en: `basis=submitted shows values that nobody has verified yet; it needs the power kpi.verify over ${place}. Without basis you get the public figures.`,
  ru: `basis=submitted показывает ещё не проверенные значения; для этого нужно полномочие kpi.verify: ${place}. Без basis вы получите открытые значения.`,
})

const notOpen = ({ code }: Indicator) => ({
  en: `"${code}" is not an open indicator; its figures are for the authorities in charge.`,
  ru: `Показатель «${code}» не открытый; его значения доступны уполномоченным органам.`,
})

/** What a share would tell besides. */
export const wholeNotYours = (code: string, whole: string) =>
  new ForbiddenError({
    en: `"${code}" tells the share in the figure of ${whole}, which is not for you to read.`,
    ru: `«${code}» раскрывает долю в значении «${whole}», которое вам недоступно.`,
  })

const refuse = (actor: Actor, detail: { en: string; ru: string }): never => {
  throw actor.kind === 'anonymous' ? new UnauthenticatedError(detail) : new ForbiddenError(detail)
}
