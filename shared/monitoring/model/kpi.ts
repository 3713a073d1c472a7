import * as z from 'zod'
import { LocalisedText } from '../../kernel/localised-text.ts'
import { Cell, PublicStatistics } from './cell.ts'
import { ChangeSplit, Turnover } from './composition.ts'
import { WithheldStatus } from './confidentiality/primary.ts'
import { Decimal } from './decimal.ts'
import { IndicatorCode } from './indicator.ts'
import { listOf } from './list.ts'
import { Change } from './matched-change.ts'
import { Basis, Breakdown, FigureStatus, TOTAL, Universe } from './observation.ts'
import { Frequency, Period } from './period.ts'
import { Attainment } from './target.ts'

const KpiDimension = z.enum([
  'nation',
  'region',
  'category',
  'category-any',
  'section',
  'stage',
  'type',
  'unit',
])

/** What is asked of the aggregated figures of one indicator and breakdown by one dimension. */
export const KpiQuery = z.object({
  indicator: IndicatorCode,
  universe: Universe.default('cluster'),
  dimension: KpiDimension.default('nation'),
  code: z.string().min(1).max(400).exactOptional().register(z.globalRegistry, {
    description: 'Codes, separated by commas; without, every code (of regions those right below `within`)',
  }),
  within: z.string().max(40).exactOptional().register(z.globalRegistry, {
    description: 'Of regions without a code: the region whose parts are shown; default the root',
  }),
  breakdown: Breakdown.default(TOTAL),
  from: Period.exactOptional(),
  to: Period.exactOptional(),
  frequency: Frequency.exactOptional().register(z.globalRegistry, {
    description: 'Default: that of `from`, else that of the indicator',
  }),
  attribution: z.enum(['all', 'seat']).default('all').register(z.globalRegistry, {
    description: 'seat counts a cluster only in the region of its seat',
  }),
  basis: Basis.default('public').register(z.globalRegistry, {
    description:
      'submitted adds values that wait for verification, as status V; needs kpi.verify over it all',
  }),
  change: z.enum(['year-before', 'previous', 'none']).default('year-before').register(z.globalRegistry, {
    description: 'The period that each figure is compared with',
  }),
  against: Period.exactOptional().register(z.globalRegistry, {
    description:
      'One period that all later figures are compared with, instead of `change`: growth since then, and a year on average',
  }),
  release: z
    .union([z.literal('newest'), z.coerce.number().int().min(1)])
    .exactOptional()
    .register(z.globalRegistry, {
      description:
        'Figures as they were published up to this release; default: of indicators that are not open the newest release, of others and for authorities in charge the live figures',
    }),
})
export type KpiQuery = z.output<typeof KpiQuery>

/** Why a figure is withheld (SDMX CL_CONF_STATUS): A too few enterprises; O, T, G dominance; D to protect others; E under
 *  embargo until the release's time. */
export const PublicConfStatus = z
  .enum([...WithheldStatus.options, 'E'])
  .register(z.globalRegistry, { id: 'PublicConfStatus' })
export type PublicConfStatus = z.output<typeof PublicConfStatus>

/** The same of several indicators, breakdowns and dimensions: every combination of them. */
export const KpiTableQuery = KpiQuery.extend({
  indicator: listOf(IndicatorCode, 20).meta({
    description: 'At most 20 indicators, separated by commas',
    example: 'employment,revenue',
  }),
  dimension: listOf(KpiDimension, KpiDimension.options.length).prefault('nation').register(z.globalRegistry, {
    description:
      'nation is the root region; unit needs codes: each cluster or region alone. Several are separated by commas',
  }),
  breakdown: listOf(Breakdown, 20).prefault(TOTAL).register(z.globalRegistry, {
    description: 'At most 20 codes of the breakdown, separated by commas; _T is the total',
  }),
})
export type KpiTableQuery = z.output<typeof KpiTableQuery>

/** The questions about single series that a question about several comes to, those of one indicator and breakdown
 *  together. */
export const seriesAsked = (query: KpiTableQuery): readonly KpiQuery[] =>
  query.indicator.flatMap((indicator) =>
    query.breakdown.flatMap((breakdown) =>
      query.dimension.map((dimension) => ({ ...query, indicator, breakdown, dimension })),
    ),
  )

/** What a figure is of, beside its group and period. */
const KpiSeriesName = z.object({
  indicator: IndicatorCode,
  dimension: KpiDimension,
  breakdown: Breakdown,
})

/** A figure without the name of its series. */
export type KpiFigure = Omit<KpiRow, keyof z.output<typeof KpiSeriesName>>

/** How a figure changed; of one cluster, with what its members had to do with it. */
export const KpiChange = Change.extend({
  /** Of one cluster: who came and went between the two reference dates. */
  members: Turnover.exactOptional(),
  /** Of one cluster's sum: what members throughout, those who joined and those who left did to it; where their values
   *  are known, and to who may see them. */
  split: ChangeSplit.exactOptional(),
  /** `composition`: of one cluster, of whose members more than a tenth joined or left and whose change cannot be split;
   *  what lies between the two values is not only what happened in it. */
  break: z.enum([...Change.shape.break.unwrap().options, 'composition']).exactOptional(),
}).register(z.globalRegistry, { id: 'KpiChange' })
export type KpiChange = z.output<typeof KpiChange>

/** One figure: a group in a period. */
export const KpiRow = z
  .object({
    ...KpiSeriesName.shape,
    code: z.string(),
    period: Period,
    value: Decimal.nullable(),
    noValue: Cell.shape.noValue,
    /** `Q`: not for this reader; `V`: rests on values that wait for verification. */
    obsStatus: z.enum([...FigureStatus.options, 'Q']),
    /** Of a withheld figure: why. */
    confStatus: PublicConfStatus.exactOptional(),
    /** The release whose figure it is; absent: live. */
    release: z.int().exactOptional(),
    reporting: z.int(),
    expected: z.int().nullable(),
    /** reporting ÷ expected; null where the figure is complete by definition, or nobody is expected. */
    coverage: z.number().nullable(),
    byStatus: Cell.shape.byStatus,
    estimatedShare: z.number().nullable(),
    weightCoverage: z.number().nullable().exactOptional(),
    statistics: PublicStatistics.nullable(),
    /** What was reported for the region itself; difference = value − benchmark. */
    benchmark: z
      .object({ value: Decimal.nullable(), obsStatus: FigureStatus, difference: Decimal.nullable() })
      .nullable(),
    /** Where units reported a longer period themselves though their shorter periods give a value too: the figure with
     *  the derived values in their place, difference = value − derived, how many units these are, and `exceeded`: of
     *  how many the two differ by more than the indicator's tolerance. */
    overTime: z
      .object({
        derived: Decimal.nullable(),
        difference: Decimal.nullable(),
        units: z.int(),
        exceeded: z.int(),
      })
      .nullable(),
    /** Of the whole, in additive dimensions of sums only. */
    share: z.number().nullable(),
    change: KpiChange.nullable(),
    /** Why the change of a figure that is shown itself is withheld. */
    changeConfStatus: PublicConfStatus.exactOptional(),
    /** The release that the change is of: either may stand from an earlier one while the other was revised. */
    changeRelease: z.int().exactOptional(),
    attainment: Attainment.nullable(),
    provenance: z
      .object({
        method: z.string(),
        definitionVersion: z.int(),
        hash: z.string(),
        /** Null for what no run has to store: a count of none, one unit, figures of submitted values. */
        computedAt: z.string().nullable(),
      })
      .nullable(),
  })
  .register(z.globalRegistry, { id: 'KpiRow' })
export type KpiRow = z.output<typeof KpiRow>

/** The whole beside its parts, for each period of a table. */
const KpiTotal = z
  .object({
    ...KpiSeriesName.shape,
    period: Period,
    code: z.string(),
    value: Decimal.nullable(),
    sumOfParts: Decimal.nullable(),
    /** Sum of the parts − the whole; 0 where parts add up. */
    overlap: Decimal.nullable(),
  })
  .register(z.globalRegistry, { id: 'KpiTotal' })

export const KpiAnswer = z
  .object({
    indicators: z.array(
      z.object({ code: IndicatorCode, name: LocalisedText, unit: LocalisedText, version: z.int() }),
    ),
    universe: Universe,
    attribution: z.enum(['all', 'seat']),
    basis: Basis,
    series: z.array(
      KpiSeriesName.extend({
        /** Whether the parts of the dimension add up to the whole; null where the rule is no sum. */
        additive: z.boolean().nullable(),
        /** The newest release that the figures are of; null: they are live. 0: none has been published yet. */
        release: z.int().nullable(),
      }),
    ),
    totals: z.array(KpiTotal),
    rows: z.array(KpiRow),
  })
  .register(z.globalRegistry, { id: 'KpiAnswer' })
export type KpiAnswer = z.output<typeof KpiAnswer>
