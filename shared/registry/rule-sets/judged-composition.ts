import type { CalendarDate } from '#kernel/clock'
import type { Freshness } from '#kernel/table'
import { compositionOn } from '../composition/composition-reader.ts'
import type { ClusterId, Composition } from '../model.ts'

/** Reads what rules judge of a cluster on a day, as it is now unless it is only shown. */
export type CompositionReader = (
  cluster: ClusterId,
  on: CalendarDate,
  freshness?: Freshness,
) => Promise<Composition>

/** What the records tell of a cluster on a day. Ties and yearly figures are those of the last whole year of which a
 *  figure was stated and which ended at most 24 months ago: that is one of the two years before the day. Where neither
 *  has any, it is the year before, of which then too little is known. */
export const judgedComposition =
  (ports: Parameters<typeof compositionOn>[0]): CompositionReader =>
  async (cluster, on, freshness = { consistent: true }) => {
    const year = Number(on.slice(0, 4)) - 1
    const compositionOf = compositionOn(ports, cluster, on, freshness)
    const latest = await compositionOf(year)
    if (hasFigures(latest)) return latest
    const earlier = await compositionOf(year - 1)
    return hasFigures(earlier) ? earlier : latest
  }

const hasFigures = ({ members, ties }: Composition): boolean =>
  ties.some(({ value }) => value !== undefined) ||
  members.some(({ purchasesTotal, hasOutput }) => purchasesTotal !== undefined || hasOutput !== undefined)
