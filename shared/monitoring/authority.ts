import { type Actor, holds, mayUse, type Resource, WHOLE_DEPLOYMENT } from '#kernel/access'
import { NotFoundError } from '#kernel/errors'
import { type Freshness, TO_SHOW } from '#kernel/table'
import {
  type Catalogue,
  type ClusterOpenness,
  hasAgreed,
  isOpenToAll,
  type Observation,
  type ObservationView,
} from './model.ts'
import type { ClusterPlaces, CodeLists } from './ports.ts'

/** Powers whose holders see single values in their territory. */
export const IN_CHARGE = ['kpi.verify', 'kpi.submit', 'statistics.import'] as const

/** Powers whose holders see aggregates that are not open, in their territory. */
export const OVERSEEING = ['kpi.verify', 'statistics.import', 'indicator.manage'] as const

/** Whether the actor is in charge of single values there. */
export const isInCharge = (actor: Actor, resource: Resource): boolean =>
  IN_CHARGE.some((power) => mayUse(actor, power, resource))

/** Whether the actor may see aggregates there that are not open to everybody. */
export const oversees = (actor: Actor, resource: Resource): boolean =>
  OVERSEEING.some((power) => mayUse(actor, power, resource))

/** Whether the actor oversees anything at all. */
export const overseesSomething = (actor: Actor): boolean => OVERSEEING.some((power) => holds(actor, power))

/** Where units lie, for deciding who may report and see what. */
export class Places {
  readonly #clusters: ClusterPlaces
  readonly #codeLists: CodeLists

  constructor(clusters: ClusterPlaces, codeLists: CodeLists) {
    this.#clusters = clusters
    this.#codeLists = codeLists
  }

  /** A unit as a resource; undefined when there is none of that code. */
  async find({
    universe,
    subject,
  }: Pick<Observation, 'universe' | 'subject'>): Promise<Resource | undefined> {
    if (universe === 'region') {
      const path = await this.#codeLists.pathOf(subject)
      return path && { regions: [path] }
    }
    const places = await this.#clusters.clusterRegions(subject)
    return places && { regions: places.regionPaths, category: places.category, cluster: subject }
  }

  /** @throws NotFoundError when there is no such unit */
  async get(unit: Pick<Observation, 'universe' | 'subject'>): Promise<Resource> {
    const found = await this.find(unit)
    if (found !== undefined) return found
    throw unit.universe === 'region'
      ? new NotFoundError({
          en: `There is no region "${unit.subject}" in the region tree.`,
          ru: `Региона «${unit.subject}» нет в дереве регионов.`,
        })
      : new NotFoundError({
          en: `There is no cluster "${unit.subject}".`,
          ru: `Кластера «${unit.subject}» нет.`,
        })
  }
}

/** To what clusters have agreed, by cluster. */
export interface Agreements {
  all(freshness: Freshness): Promise<ReadonlyMap<string, ClusterOpenness>>
}

/** What an actor is shown of observations: those in charge see all of their units; everybody else free values that are
 *  verified or published, of open indicators and of those to whose openness the cluster agreed, without who reported
 *  them. */
export const viewer = (
  actor: Actor,
  { places, openness }: { readonly places: Places; readonly openness: Agreements },
  catalogue: Catalogue,
) => {
  const everywhere = isInCharge(actor, WHOLE_DEPLOYMENT)
  const somewhere = everywhere || IN_CHARGE.some((power) => holds(actor, power))
  const known = new Map<string, Promise<boolean>>()
  const inCharge = (observation: Observation): Promise<boolean> => {
    if (!somewhere || everywhere) return Promise.resolve(everywhere)
    const key = `${observation.universe}#${observation.subject}`
    const answer =
      known.get(key) ??
      places.find(observation).then((resource) => resource !== undefined && isInCharge(actor, resource))
    known.set(key, answer)
    return answer
  }
  let agreements: ReturnType<Agreements['all']> | undefined
  const agreed = async (observation: Observation): Promise<boolean> => {
    agreements ??= openness.all(TO_SHOW)
    const own = (await agreements).get(observation.subject)
    return own !== undefined && hasAgreed(own, observation)
  }
  return async (observation: Observation): Promise<ObservationView | undefined> => {
    if (await inCharge(observation)) return observation
    const { submittedBy: _by, verifiedBy: _ok, ...shown } = observation
    const indicator = catalogue.get(observation.indicator)
    // By the definition of its period, too, since releases are decided by that.
    const then = catalogue.at(observation.period).get(observation.indicator)
    const byAgreement = then?.confidentiality === 'cluster-open' && (await agreed(observation))
    return isOpenToAll(observation, indicator, byAgreement) ? shown : undefined
  }
}
