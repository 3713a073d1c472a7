import type { Actor } from '#kernel/access'
import { InvalidRequestError } from '#kernel/errors'
import { oversees, overseesSomething } from '../authority.ts'
import { placeOf } from '../kpi-access.ts'
import type { View } from '../kpi-view.ts'
import { type Indicator, isRegistryCount, type KpiQuery } from '../model.ts'
import type { RegionTree } from '../ports.ts'
import type { ReleaseStore } from './release-store.ts'
import { type ReleaseView, releasesFor } from './released-figures.ts'

interface Asked {
  readonly actor: Actor
  readonly query: KpiQuery
  readonly indicator: Indicator
  readonly view: View
  readonly tree: RegionTree
}

/** The releases that an answer is made of; undefined where it is made of live figures. Who oversees nothing of what is
 *  asked gets figures that are not open from the newest release; everybody may ask for a release by its number.
 *  @throws NotFoundError when there is no release of that number
 *  @throws InvalidRequestError when releases hold no such figures */
export const releaseAsked = async (store: ReleaseStore, asked: Asked): Promise<ReleaseView | undefined> => {
  const { actor, query, indicator } = asked
  if (query.release === undefined)
    return indicator.confidentiality !== 'open' && isReleased(asked) && !overseesAnyOf(asked)
      ? releasesFor(store, 'newest', actor)
      : undefined
  if (!isReleased(asked))
    throw new InvalidRequestError({
      en: 'Releases hold public figures of groups, of indicators that are not for authorities only and not counted in the register; ask without release.',
      ru: 'Выпуски содержат открытые значения по группам, кроме показателей только для органов и счётчиков реестра; спросите без release.',
    })
  return releasesFor(store, query.release, actor)
}

/** Whether figures of one indicator come from releases in an answer that is made of them: open ones only if a number was
 *  asked for and they are in one. */
export const isFromRelease = (
  { entries }: ReleaseView,
  { code, confidentiality }: Indicator,
  { release }: KpiQuery,
): boolean =>
  confidentiality !== 'open' ||
  (release !== undefined && entries.some(({ slices }) => slices.some(([indicator]) => indicator === code)))

const isReleased = ({ query, indicator, view }: Asked): boolean =>
  query.basis === 'public' &&
  view.dimension !== 'unit' &&
  indicator.confidentiality !== 'authority-only' &&
  !isRegistryCount(indicator.code)

/** Whether an actor is an authority for any of the figures: of a table of regions for any region at all. */
const overseesAnyOf = ({ actor, view, tree }: Asked): boolean =>
  view.partsOf === undefined
    ? (view.codes ?? [view.wholeCode]).some((code) => oversees(actor, placeOf(view, code, tree)))
    : overseesSomething(actor)
