import * as z from 'zod'
import { Cell } from './cell.ts'
import { Decimal } from './decimal.ts'
import { Indicator, IndicatorCode } from './indicator.ts'
import { KpiChange } from './kpi.ts'
import { Breakdown, FigureStatus, Subject } from './observation.ts'
import { ComparisonQuery } from './peers.ts'
import { Period } from './period.ts'

/** What is asked of a cluster beside its regions: each of its industry sections is a breakdown of theirs. */
export const RegionComparisonQuery = ComparisonQuery.omit({ breakdown: true })

const ShownStatus = z.enum([...FigureStatus.options, 'Q'])

/** A cluster's figure beside the same of a region and industry. */
export const RegionComparison = z
  .object({
    indicator: IndicatorCode,
    period: Period,
    value: Decimal.nullable(),
    obsStatus: FigureStatus,
    /** One of the cluster's regions, or the nearest above it that has the figure. */
    region: z.string(),
    /** One of the cluster's industry sections. */
    section: Breakdown,
    reference: Decimal.nullable(),
    /** `Q`: not for this reader; `O`: nothing was reported. */
    referenceStatus: ShownStatus,
    noValue: Cell.shape.noValue,
    /** Value − reference, of levels such as wages; value ÷ reference, of sums the cluster's share. */
    gap: Decimal.nullable(),
    ratio: z.number().nullable(),
    /** Against the same period a year before, the reference's over matched regions; growth − reference growth. */
    growth: z.number().nullable(),
    /** Of the cluster's members with a value in both periods, where that can be told this reader. */
    growthThroughout: z.number().nullable(),
    /** Why the cluster's growth is not only what happened in it. */
    growthBreak: KpiChange.shape.break,
    referenceGrowth: z.number().nullable(),
    growthGap: z.number().nullable(),
  })
  .register(z.globalRegistry, { id: 'RegionComparison' })
export type RegionComparison = z.output<typeof RegionComparison>

export const RegionComparisonAnswer = z
  .object({
    cluster: Subject,
    indicators: z.array(
      Indicator.pick({ code: true, name: true, unit: true, direction: true, version: true }),
    ),
    rows: z.array(RegionComparison),
  })
  .register(z.globalRegistry, { id: 'RegionComparisonAnswer' })
export type RegionComparisonAnswer = z.output<typeof RegionComparisonAnswer>
