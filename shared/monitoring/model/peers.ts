import * as z from 'zod'
import { Decimal, fromNumber, subtract } from './decimal.ts'
import { valueOn } from './facts.ts'
import { Indicator, IndicatorCode } from './indicator.ts'
import { listOf } from './list.ts'
import { Breakdown, FigureStatus, Subject, TOTAL } from './observation.ts'
import { percentileRank } from './percentile.ts'
import { Frequency, Period } from './period.ts'
import type { Register } from './register.ts'

/** Peers below this number are too few to say where one stands among them. */
export const FEWEST_PEERS = 10

/** Whom a cluster is compared with, the narrowest first. */
const PeerSet = z.enum(['category-and-stage', 'category', 'nation'])

/** What is asked of a cluster: its own figures, compared. */
export const ComparisonQuery = z.object({
  cluster: Subject,
  indicator: listOf(IndicatorCode, 20).meta({
    description: 'At most 20 indicators, separated by commas',
    example: 'employment,revenue',
  }),
  breakdown: Breakdown.default(TOTAL),
  from: Period.exactOptional(),
  to: Period.exactOptional().register(z.globalRegistry, {
    description: 'Without from and to: the last period of each indicator for which anything was reported',
  }),
  frequency: Frequency.exactOptional().register(z.globalRegistry, {
    description: 'Default: that of `from`, else that of the indicator',
  }),
})
export type ComparisonQuery = z.output<typeof ComparisonQuery>

/** Where a cluster stands among its peers in one period. */
export const PeerComparison = z
  .object({
    indicator: IndicatorCode,
    period: Period,
    /** The cluster's own value; `Q`: not for this reader. */
    value: Decimal.nullable(),
    obsStatus: z.enum([...FigureStatus.options, 'Q']),
    /** Which set was used; null where the cluster was not in the register. */
    peers: PeerSet.nullable(),
    /** Clusters of the set, itself included, and how many of them have a value. */
    expected: z.int(),
    reporting: z.int(),
    /** (number worse + ½ · number equal, itself among the equals) ÷ n × 100. */
    percentile: z.number().nullable(),
    median: Decimal.nullable(),
    /** The value that a tenth of the peers reaches or passes: P90, P10 where less is better; null of neutral
     *  indicators. */
    bestDecile: Decimal.nullable(),
    /** Value − median, value − best decile. */
    gapToMedian: Decimal.nullable(),
    gapToBestDecile: Decimal.nullable(),
    /** The figure of the reporting peers together, by the indicator's rule: of a ratio Σa/Σb, of growth that of their
     *  figures. Only where their values are open, or to who oversees the whole deployment. */
    peerFigure: Decimal.nullable(),
    /** `A`: too few peers to tell this reader. */
    confStatus: z.enum(['A']).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'PeerComparison' })
export type PeerComparison = z.output<typeof PeerComparison>

export const PeerAnswer = z
  .object({
    cluster: Subject,
    breakdown: Breakdown,
    indicators: z.array(
      Indicator.pick({ code: true, name: true, unit: true, direction: true, version: true }),
    ),
    rows: z.array(PeerComparison),
  })
  .register(z.globalRegistry, { id: 'PeerAnswer' })
export type PeerAnswer = z.output<typeof PeerAnswer>

/** A cluster's peers, itself included. */
export interface Peers {
  readonly set: z.output<typeof PeerSet>
  readonly clusters: readonly string[]
}

/** The clusters in the register on a date that share the cluster's primary category and stage, then its category, then
 *  all: the first set in which enough have a value, else the last. Undefined for a cluster that is not in the register
 *  on the date. */
export const peersOf = (
  cluster: string,
  register: Register,
  date: string,
  hasValue: (cluster: string) => boolean,
): Peers | undefined => {
  const all = [...register.clusterGroups(date).keys()]
  const own = register.clusters.get(cluster)
  if (own === undefined || !all.includes(cluster)) return undefined
  const [category, stage] = [valueOn(own.category, date), valueOn(own.stage, date)]
  const shares = (dimension: 'category' | 'stage', value: string | undefined) => (other: string) => {
    const facts = register.clusters.get(other)
    return value !== undefined && facts !== undefined && valueOn(facts[dimension], date) === value
  }
  const ofCategory = all.filter(shares('category', category))
  const sets: readonly Peers[] = [
    { set: 'category-and-stage', clusters: ofCategory.filter(shares('stage', stage)) },
    { set: 'category', clusters: ofCategory },
  ]
  const enough = ({ clusters }: Peers) => clusters.filter(hasValue).length >= FEWEST_PEERS
  return sets.find(enough) ?? { set: 'nation', clusters: all }
}

/** Where a value stands among those of its peers, of which it is one. All are numbers of 1/scale of the indicator's
 *  unit. */
export const standing = (
  direction: Indicator['direction'],
  value: number,
  { values, scale }: { readonly values: readonly number[]; readonly scale: number },
): Pick<PeerComparison, 'percentile' | 'median' | 'bestDecile' | 'gapToMedian' | 'gapToBestDecile'> => {
  const ascending = values.toSorted((a, b) => a - b)
  const own = fromNumber(value / scale)
  const gap = (to: Decimal | null) => (to === null ? null : subtract(own, to))
  const median = decileOf(ascending, 5, scale)
  const bestDecile =
    direction === 'neutral' ? null : decileOf(ascending, direction === 'less-is-better' ? 1 : 9, scale)
  return {
    percentile: percentileRank(direction, value, ascending),
    median,
    bestDecile,
    gapToMedian: gap(median),
    gapToBestDecile: gap(bestDecile),
  }
}

/** The quantile of so many tenths, type 7 of Hyndman & Fan: h = (n − 1)p. It is divided once, so that what ends as a
 *  decimal is one. */
const decileOf = (ascending: readonly number[], tenths: number, scale: number): Decimal | null => {
  const h = (ascending.length - 1) * tenths
  const low = ascending[Math.floor(h / 10)]
  if (low === undefined) return null
  const high = ascending[Math.floor(h / 10) + 1] ?? low
  const share = h % 10
  return fromNumber((low * (10 - share) + high * share) / (10 * scale))
}
