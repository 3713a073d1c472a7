import * as z from 'zod'
import { LocalisedText } from '../../kernel/localised-text.ts'
import { Cell, Statistics } from './cell.ts'
import { Decimal } from './decimal.ts'
import { IndicatorCode } from './indicator.ts'
import { Change } from './matched-change.ts'
import { Breakdown, ObsStatus, TOTAL, Universe } from './observation.ts'
import { Frequency, Period } from './period.ts'
import { Attainment } from './target.ts'

/** What is asked of the aggregated figures. */
export const KpiQuery = z.object({
  indicator: IndicatorCode,
  universe: Universe.default('cluster'),
  dimension: z
    .enum(['nation', 'region', 'category', 'category-any', 'section', 'stage', 'type'])
    .default('nation')
    .meta({ description: 'nation is the root region' }),
  code: z.string().min(1).max(400).exactOptional().meta({
    description: 'Codes, separated by commas; without, every code (of regions those right below `within`)',
  }),
  within: z.string().max(40).exactOptional().meta({
    description: 'Of regions without a code: the region whose parts are shown; default the root',
  }),
  breakdown: Breakdown.default(TOTAL),
  from: Period.exactOptional(),
  to: Period.exactOptional(),
  frequency: Frequency.exactOptional().meta({
    description: 'Default: that of `from`, else that of the indicator',
  }),
  attribution: z.enum(['all', 'seat']).default('all').meta({
    description: 'seat counts a cluster only in the region of its seat',
  }),
  change: z.enum(['year-before', 'previous', 'none']).default('year-before'),
})
export type KpiQuery = z.output<typeof KpiQuery>

/** One figure: a group in a period. */
export const KpiRow = z
  .object({
    code: z.string(),
    period: Period,
    value: Decimal.nullable(),
    noValue: Cell.shape.noValue,
    /** `Q`: not for this reader. */
    obsStatus: z.enum([...ObsStatus.options, 'Q']),
    reporting: z.int(),
    expected: z.int().nullable(),
    /** reporting ÷ expected; null where the figure is complete by definition, or nobody is expected. */
    coverage: z.number().nullable(),
    byStatus: Cell.shape.byStatus,
    estimatedShare: z.number().nullable(),
    weightCoverage: z.number().nullable().exactOptional(),
    statistics: Statistics.nullable(),
    /** What was reported for the region itself; difference = value − benchmark. */
    benchmark: z
      .object({ value: Decimal.nullable(), obsStatus: ObsStatus, difference: Decimal.nullable() })
      .nullable(),
    /** Of the whole, in additive dimensions of sums only. */
    share: z.number().nullable(),
    change: Change.nullable(),
    attainment: Attainment.nullable(),
    provenance: z
      .object({
        method: z.string(),
        definitionVersion: z.int(),
        hash: z.string(),
        /** Null for a count of none, which no run has to store. */
        computedAt: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'KpiRow' })
export type KpiRow = z.output<typeof KpiRow>

/** The whole beside its parts, for each period of a table. */
const KpiTotal = z
  .object({
    period: Period,
    code: z.string(),
    value: Decimal.nullable(),
    sumOfParts: Decimal.nullable(),
    /** Sum of the parts − the whole; 0 where parts add up. */
    overlap: Decimal.nullable(),
  })
  .meta({ id: 'KpiTotal' })

export const KpiAnswer = z
  .object({
    indicator: z.object({ code: IndicatorCode, name: LocalisedText, unit: LocalisedText, version: z.int() }),
    universe: Universe,
    dimension: KpiQuery.shape.dimension,
    attribution: z.enum(['all', 'seat']),
    breakdown: Breakdown,
    /** Whether the parts of the dimension add up to the whole; null where the rule is no sum. */
    additive: z.boolean().nullable(),
    totals: z.array(KpiTotal),
    rows: z.array(KpiRow),
  })
  .meta({ id: 'KpiAnswer' })
export type KpiAnswer = z.output<typeof KpiAnswer>
