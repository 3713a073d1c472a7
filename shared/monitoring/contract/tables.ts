import * as z from 'zod'
import { pageOf } from '#kernel/contract'
import { csvTable } from '#kernel/csv'
import {
  Indicator,
  KpiAnswer,
  type KpiChange,
  LocationQuotientAnswer,
  ObservationView,
  PeerAnswer,
  RegionComparisonAnswer,
} from '../model.ts'

/** The list of indicators. */
export const Indicators = z.object({ items: z.array(Indicator) })

export const indicatorTable = csvTable(Indicators, ({ items }) => items, {
  code: ({ code }) => code,
  name: ({ name }) => ({ written: name }),
  definition: ({ definition }) => ({ written: definition }),
  unit: ({ unit }) => ({ written: unit }),
  measure: ({ measure }) => measure.kind,
  decimals: ({ decimals }) => decimals,
  direction: ({ direction }) => direction,
  frequency: ({ frequency }) => frequency,
  reporting: ({ reporting }) => reporting,
  rule: ({ aggregation }) => aggregation.rule,
  over_time: ({ overTime }) => overTime,
  confidentiality: ({ confidentiality }) => confidentiality,
  origin: ({ origin }) => origin,
  version: ({ version }) => version,
  valid_from: ({ validFrom }) => validFrom,
})

/** A page of reported values. */
export const ObservationPage = pageOf(ObservationView)

export const observationTable = csvTable(ObservationPage, ({ items }) => items, {
  universe: ({ universe }) => universe,
  subject: ({ subject }) => subject,
  indicator: ({ indicator }) => indicator,
  breakdown: ({ breakdown }) => breakdown,
  period: ({ period }) => period,
  value: ({ value }) => value,
  obs_status: ({ obsStatus }) => obsStatus,
  conf_status: ({ confStatus }) => confStatus,
  workflow: ({ workflow }) => workflow,
  level: ({ level }) => ({ written: level }),
  source: ({ source }) => ({ written: source }),
  submitted_by: ({ submittedBy }) => submittedBy,
  verified_by: ({ verifiedBy }) => verifiedBy,
  version: ({ version }) => version,
})

export const kpiTable = csvTable(
  KpiAnswer,
  ({ universe, attribution, basis, rows }) => rows.map((row) => ({ ...row, universe, attribution, basis })),
  {
    indicator: ({ indicator }) => indicator,
    universe: ({ universe }) => universe,
    dimension: ({ dimension }) => dimension,
    attribution: ({ attribution }) => attribution,
    basis: ({ basis }) => basis,
    breakdown: ({ breakdown }) => breakdown,
    code: ({ code }) => code,
    period: ({ period }) => period,
    value: ({ value }) => value,
    no_value: ({ noValue }) => noValue,
    obs_status: ({ obsStatus }) => obsStatus,
    conf_status: ({ confStatus }) => confStatus,
    release: ({ release }) => release,
    reporting: ({ reporting }) => reporting,
    expected: ({ expected }) => expected,
    coverage: ({ coverage }) => coverage,
    weight_coverage: ({ weightCoverage }) => weightCoverage,
    estimated_share: ({ estimatedShare }) => estimatedShare,
    min: ({ statistics }) => statistics?.min,
    lower_quartile: ({ statistics }) => statistics?.lowerQuartile,
    median: ({ statistics }) => statistics?.median,
    upper_quartile: ({ statistics }) => statistics?.upperQuartile,
    max: ({ statistics }) => statistics?.max,
    mean: ({ statistics }) => statistics?.mean,
    benchmark: ({ benchmark }) => benchmark?.value,
    benchmark_difference: ({ benchmark }) => benchmark?.difference,
    share: ({ share }) => share,
    change_against: ({ change }) => change?.against,
    change_units: ({ change }) => change?.matched?.units,
    change_before: ({ change }) => comparisonIn(change)?.before,
    change_after: ({ change }) => comparisonIn(change)?.after,
    change_difference: ({ change }) => comparisonIn(change)?.difference,
    change_growth: ({ change }) => comparisonIn(change)?.growth,
    change_annual_growth: ({ change }) => comparisonIn(change)?.annualGrowth,
    change_break: ({ change }) => change?.break,
    change_members_before: ({ change }) => change?.members?.before,
    change_members_joined: ({ change }) => change?.members?.joined,
    change_members_left: ({ change }) => change?.members?.left,
    change_throughout_before: ({ change }) => change?.split?.throughout.before,
    change_throughout_after: ({ change }) => change?.split?.throughout.after,
    change_throughout_growth: ({ change }) => change?.split?.throughout.growth,
    change_joined: ({ change }) => change?.split?.joined.value,
    change_left: ({ change }) => change?.split?.left.value,
    change_one_value_before: ({ change }) => change?.split?.withOneValue.before,
    change_one_value_after: ({ change }) => change?.split?.withOneValue.after,
    change_conf_status: ({ changeConfStatus }) => changeConfStatus,
    change_release: ({ changeRelease }) => changeRelease,
    target: ({ attainment }) => attainment?.target,
    attainment: ({ attainment }) => attainment?.attainment,
    definition_version: ({ provenance }) => provenance?.definitionVersion,
    computed_at: ({ provenance }) => provenance?.computedAt,
    hash: ({ provenance }) => provenance?.hash,
  },
)

/** Over matched units where figures are of groups, else of the figures themselves. */
const comparisonIn = (change: KpiChange | null) => change?.matched ?? change?.plain

export const locationQuotientTable = csvTable(
  LocationQuotientAnswer,
  ({ indicator, total, within, rows }) => rows.map((row) => ({ ...row, indicator, all: total, within })),
  {
    indicator: ({ indicator }) => indicator.code,
    code: ({ code }) => code,
    breakdown: ({ breakdown }) => breakdown,
    period: ({ period }) => period,
    value: ({ value }) => value,
    total_breakdown: ({ all }) => all,
    total: ({ total }) => total,
    share: ({ share }) => share,
    regions: ({ regions }) => regions,
    reference: ({ within }) => within,
    reference_value: ({ reference }) => reference.value,
    reference_total: ({ reference }) => reference.total,
    reference_share: ({ reference }) => reference.share,
    quotient: ({ quotient }) => quotient,
    no_value: ({ noValue }) => noValue,
  },
)

export const peerTable = csvTable(
  PeerAnswer,
  ({ cluster, breakdown, rows }) => rows.map((row) => ({ ...row, cluster, breakdown })),
  {
    cluster: ({ cluster }) => cluster,
    indicator: ({ indicator }) => indicator,
    breakdown: ({ breakdown }) => breakdown,
    period: ({ period }) => period,
    value: ({ value }) => value,
    obs_status: ({ obsStatus }) => obsStatus,
    peers: ({ peers }) => peers,
    expected: ({ expected }) => expected,
    reporting: ({ reporting }) => reporting,
    percentile: ({ percentile }) => percentile,
    median: ({ median }) => median,
    best_decile: ({ bestDecile }) => bestDecile,
    gap_to_median: ({ gapToMedian }) => gapToMedian,
    gap_to_best_decile: ({ gapToBestDecile }) => gapToBestDecile,
    peer_figure: ({ peerFigure }) => peerFigure,
    conf_status: ({ confStatus }) => confStatus,
  },
)

export const regionComparisonTable = csvTable(
  RegionComparisonAnswer,
  ({ cluster, rows }) => rows.map((row) => ({ ...row, cluster })),
  {
    cluster: ({ cluster }) => cluster,
    indicator: ({ indicator }) => indicator,
    period: ({ period }) => period,
    region: ({ region }) => region,
    section: ({ section }) => section,
    value: ({ value }) => value,
    obs_status: ({ obsStatus }) => obsStatus,
    no_value: ({ noValue }) => noValue,
    reference: ({ reference }) => reference,
    reference_status: ({ referenceStatus }) => referenceStatus,
    gap: ({ gap }) => gap,
    ratio: ({ ratio }) => ratio,
    growth: ({ growth }) => growth,
    growth_throughout: ({ growthThroughout }) => growthThroughout,
    growth_break: ({ growthBreak }) => growthBreak,
    reference_growth: ({ referenceGrowth }) => referenceGrowth,
    growth_gap: ({ growthGap }) => growthGap,
  },
)
