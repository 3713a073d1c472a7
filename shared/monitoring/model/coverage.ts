import * as z from 'zod'
import { CalendarDate, Instant } from '../../kernel/clock.ts'
import { type ClusterFacts, valueOn } from './facts.ts'
import { IndicatorCode } from './indicator.ts'
import { Breakdown } from './observation.ts'
import { Period, referenceDate } from './period.ts'
import type { Slice } from './slice.ts'

/** A figure that somebody has to report: an indicator and a breakdown. */
export const AskedFigure = z
  .object({ indicator: IndicatorCode, breakdown: Breakdown.default('_T') })
  .register(z.globalRegistry, { id: 'AskedFigure' })
export type AskedFigure = z.output<typeof AskedFigure>

/** A dated change of who owes: registered later, exempted, or obliged again. */
export const DutyChange = z
  .object({
    cluster: z.string(),
    kind: z.enum(['joined', 'exempted', 'obliged']),
    on: CalendarDate,
    reason: z.string().exactOptional(),
    by: z.string(),
    at: Instant,
  })
  .register(z.globalRegistry, { id: 'DutyChange' })
export type DutyChange = z.output<typeof DutyChange>

/** Who owes the figures of a campaign: the clusters in its scope when it opened, and what changed since, in order. */
export const Duty = z.object({
  campaign: z.string(),
  period: Period,
  figures: z.array(AskedFigure),
  /** Region codes, or `*`; a cluster is within if all of its regions are. */
  territory: z.array(z.string()).min(1),
  categories: z.array(z.string()).exactOptional(),
  opened: z.array(z.string()),
  changes: z.array(DutyChange),
})
export type Duty = z.output<typeof Duty>

/** The clusters that owe: those of the opening and later ones, without the exempted. */
export const owing = ({ opened, changes }: Pick<Duty, 'opened' | 'changes'>): ReadonlySet<string> => {
  const clusters = new Set(opened)
  for (const { cluster, kind } of changes)
    if (kind === 'exempted') clusters.delete(cluster)
    else clusters.add(cluster)
  return clusters
}

/** The exemptions that stand, by cluster. */
export const exemptions = ({ changes }: Pick<Duty, 'changes'>): ReadonlyMap<string, DutyChange> => {
  const standing = new Map<string, DutyChange>()
  for (const change of changes)
    if (change.kind === 'exempted') standing.set(change.cluster, change)
    else standing.delete(change.cluster)
  return standing
}

/** Whether a cluster lies in the field of a campaign on a date: all of its regions in the territory, and its primary
 *  category among the categories. */
export const isInField = (
  { territory, categories }: Pick<Duty, 'territory' | 'categories'>,
  facts: Pick<ClusterFacts, 'regions' | 'category'>,
  date: string,
): boolean => {
  const regions = valueOn(facts.regions, date) ?? []
  const category = valueOn(facts.category, date)
  return (
    (territory.includes('*') ||
      (regions.length > 0 && regions.every((path) => path.some((code) => territory.includes(code))))) &&
    (categories === undefined || (category !== undefined && categories.includes(category)))
  )
}

/** Which clusters are expected to report what a slice's figure rests on; undefined where no campaign says so and the
 *  register decides. In the field of a campaign those are expected that owe; a cluster in the field of none is
 *  expected as the register has it, since an authority decides about its own territory only. Of a ratio, who owes both
 *  parts.
 *  @param inputs the indicators whose observations the figure rests on */
export const expectedBy = (
  duties: readonly Duty[],
  { universe, breakdown, period }: Slice,
  inputs: Iterable<IndicatorCode>,
  clusters: ReadonlyMap<string, ClusterFacts>,
): ((cluster: string) => boolean) | undefined => {
  if (universe !== 'cluster') return undefined
  const date = referenceDate(period)
  const demands = [...inputs]
    .map((input) =>
      duties
        .filter(
          (duty) =>
            duty.period === period &&
            duty.figures.some((figure) => figure.indicator === input && figure.breakdown === breakdown),
        )
        .map((duty) => ({ duty, clusters: owing(duty) })),
    )
    .filter((covering) => covering.length > 0)
  if (demands.length === 0) return undefined
  return (cluster) => {
    const facts = clusters.get(cluster)
    return demands.every(
      (covering) =>
        covering.some((demand) => demand.clusters.has(cluster)) ||
        !covering.some(({ duty }) => facts !== undefined && isInField(duty, facts, date)),
    )
  }
}
