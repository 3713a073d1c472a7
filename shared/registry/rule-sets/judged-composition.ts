import type { CalendarDate } from '#kernel/clock'
import { compositionOn } from '../composition/composition-reader.ts'
import type { ClusterId, Composition } from '../model.ts'

/** Reads what rules judge of a cluster on a day. */
export type CompositionReader = (cluster: ClusterId, on: CalendarDate) => Promise<Composition>

/** What the records tell of a cluster on a day. Ties and yearly figures are those of the year before: the last whole
 *  one, never older than the 24 months that a yearly figure may be. */
export const judgedComposition =
  (ports: Parameters<typeof compositionOn>[0]): CompositionReader =>
  (cluster, on) =>
    compositionOn(ports, cluster, on, Number(on.slice(0, 4)) - 1)
