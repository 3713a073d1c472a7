import * as z from 'zod'
import { type Aggregate, aggregate, columnsOf, type Figure, STATUSES } from './aggregate.ts'
import { Decimal, fromNumber, fromUnits } from './decimal.ts'
import { CellDimension, type Group, groupingOf, groupOf, partsOfGroup } from './groups.ts'
import { type Indicator, IndicatorCode } from './indicator.ts'
import { Breakdown, type Observation, ObsStatus, Universe } from './observation.ts'
import { MEAN_PARTS, periodsNeeded, type UnitValues, valuesFor } from './over-time.ts'
import { Period, referenceDate } from './period.ts'
import { hashOf, lineOf, METHOD } from './provenance.ts'
import { regionGroups } from './regions.ts'
import type { Register } from './register.ts'

/** One collection of figures: an indicator, a breakdown and a period in a universe. */
export const Slice = z.object({
  universe: Universe,
  indicator: IndicatorCode,
  breakdown: Breakdown,
  period: Period,
})
export type Slice = z.output<typeof Slice>

/** A slice as text, for keys: `region#employment#_T#2014`. */
export type SliceKey = string

export const sliceKey = ({ universe, indicator, breakdown, period }: Slice): SliceKey =>
  `${universe}#${indicator}#${breakdown}#${period}`

export const sliceOf = (key: SliceKey): Slice => {
  const [universe, indicator, breakdown, period] = key.split('#')
  return Slice.parse({ universe, indicator, breakdown, period })
}

/** Spread of unit values in the indicator's unit. */
export const Statistics = z
  .object({
    min: Decimal,
    lowerQuartile: Decimal,
    median: Decimal,
    upperQuartile: Decimal,
    max: Decimal,
    mean: Decimal,
  })
  .meta({ id: 'Statistics', description: 'Unweighted, over unit values; quartiles of type 7' })

/** The aggregate of one group for one slice, as it is stored. */
export const Cell = Slice.extend({
  dimension: CellDimension,
  code: z.string(),
  value: Decimal.nullable(),
  /** Why there is no value. */
  noValue: z.enum(['no-data', 'zero-denominator', 'not-aggregated']).exactOptional(),
  obsStatus: ObsStatus,
  reporting: z.int().min(0),
  /** Null where figures are complete by definition. */
  expected: z.int().min(0).nullable(),
  /** Number of units by their status; statuses that none has are left out. */
  byStatus: z.partialRecord(ObsStatus, z.int()),
  estimatedShare: z.number().nullable(),
  weightCoverage: z.number().nullable().exactOptional(),
  statistics: Statistics.nullable(),
  /** What was reported for the region itself, beside the aggregate of its parts. */
  benchmark: z.object({ value: Decimal.nullable(), obsStatus: ObsStatus }).exactOptional(),
  method: z.string(),
  definitionVersion: z.int(),
  hash: z.string(),
})
export type Cell = z.output<typeof Cell>

/** All that a slice's cells are made from. */
export interface SliceInput {
  readonly slice: Slice
  readonly indicator: Indicator
  /** The indicators with values of their own that the aggregate needs, with their observations of the slice's
   *  breakdown by period: for a ratio its numerator and denominator, else the indicator itself and its weight. */
  readonly inputs: ReadonlyMap<IndicatorCode, InputSeries>
  readonly register: Register
  /** Only these groups; absent: all. */
  readonly wanted?: ReadonlySet<Group> | undefined
}

export interface InputSeries {
  readonly indicator: Indicator
  readonly observations: ReadonlyMap<Period, readonly Observation[]>
}

/** A slice's cells, and the observations that are in none. */
export interface SliceCells {
  readonly cells: readonly Cell[]
  /** Clusters that reported but were in no group at the reference date. */
  readonly excluded: readonly string[]
  /** Regions that reported though they were not expected to. */
  readonly unexpected: readonly string[]
}

/** The other slices whose observations a slice's cells need, as indicators and periods; the slice itself first. */
export const readsOf = (
  indicator: Indicator,
  period: Period,
  catalogue: ReadonlyMap<IndicatorCode, Indicator>,
): { indicator: Indicator; periods: readonly Period[] }[] => {
  const { aggregation } = indicator
  const codes =
    aggregation.rule === 'ratio-of-sums'
      ? [aggregation.numerator, aggregation.denominator]
      : aggregation.rule === 'weighted-mean'
        ? [indicator.code, aggregation.weight]
        : [indicator.code]
  return [...new Set(codes)].flatMap((code) => {
    const needed = catalogue.get(code)
    return needed === undefined ? [] : [{ indicator: needed, periods: periodsNeeded(needed, period) }]
  })
}

/** Computes a slice's cells from its observations, each exactly and from nothing else: run again on the same input
 *  it gives the same cells. A cell exists where a unit of the group has an observation, with a value or without. */
export const cellsOf = ({ slice, indicator, inputs, register, wanted }: SliceInput): SliceCells => {
  const date = referenceDate(slice.period)
  const values = new Map<IndicatorCode, UnitValues>()
  for (const [code, series] of inputs)
    values.set(
      code,
      valuesFor(series.indicator, slice.period, series.observations, (subject, period) =>
        register.isPresent(slice.universe, subject, referenceDate(period)),
      ),
    )
  const units = unitsOf(slice, values, inputs, register, date)
  const grouping = groupingOf(units.groups, wanted)
  const { aggregation } = indicator
  const named = inputNames(indicator)
  const columns = columnsOf(
    aggregation,
    (which) => values.get(named[which]) ?? { scale: 1, values: new Map() },
    grouping,
  )
  const aggregates = aggregate(columns, grouping, aggregation)
  const lines = linesByGroup(values, units.groups)
  const definition = JSON.stringify(
    [...inputs.values()].map(({ indicator: { code, version } }) => [code, version]),
  )
  const finish = (group: Group, found: Aggregate, expected: number): Cell => {
    const benchmark = benchmarkOf(units.benchmarks, group)
    const rests = [...(lines.get(group) ?? []), ...(benchmark ? [`benchmark ${lineOf(benchmark)}`] : [])]
    const hash = hashOf(rests, `${indicator.code} ${indicator.version} ${definition}`)
    return cellFrom(slice, indicator, group, found, { expected, hash, benchmark })
  }
  const cells = grouping.groups.flatMap((group, index): Cell[] => {
    const found = aggregates[index]
    if (found === undefined) return []
    const silent = found.byStatus.every((count) => count === 0)
    if (silent && benchmarkOf(units.benchmarks, group) === undefined) return []
    const missing = found.byStatus[STATUSES.indexOf('M')] ?? 0
    return [finish(group, found, (grouping.sizes[index] ?? 0) - missing)]
  })
  const alone = [...units.benchmarks.values()]
    .map((benchmark) => ({ benchmark, group: groupOf('region', benchmark.subject) }))
    .filter(({ group }) => !grouping.groups.includes(group) && (wanted?.has(group) ?? true))
    .map(({ benchmark, group }) =>
      finish(group, NOTHING, register.regionsWithin(benchmark.subject, benchmark.level, date)),
    )
  return { cells: [...cells, ...alone], excluded: units.excluded, unexpected: units.unexpected }
}

/** The indicators that stand behind the parts of a rule. */
export const inputNames = ({ code, aggregation }: Indicator) => ({
  own: code,
  weight: aggregation.rule === 'weighted-mean' ? aggregation.weight : '',
  numerator: aggregation.rule === 'ratio-of-sums' ? aggregation.numerator : '',
  denominator: aggregation.rule === 'ratio-of-sums' ? aggregation.denominator : '',
})

/** The aggregate of a group in which nobody reported. */
const NOTHING: Aggregate = {
  figure: { none: 'no-data' },
  reporting: 0,
  byStatus: new Int32Array(STATUSES.length),
  estimatedShare: null,
  weightCoverage: null,
  spread: null,
}

/** The units of a slice and where they belong. */
export interface UnitsOfSlice {
  readonly groups: ReadonlyMap<string, readonly Group[]>
  readonly benchmarks: ReadonlyMap<string, Observation>
  readonly excluded: readonly string[]
  readonly unexpected: readonly string[]
}

/** The units that are expected, with their groups on the reference date. */
export const unitsOf = (
  { universe }: Slice,
  values: ReadonlyMap<IndicatorCode, UnitValues>,
  inputs: ReadonlyMap<IndicatorCode, InputSeries>,
  register: Register,
  date: string,
): UnitsOfSlice => {
  if (universe === 'region') {
    // A unit's latest source decides its level: a value derived from quarters has the level of these.
    const latest = [...inputs.keys()].flatMap((code) =>
      [...(values.get(code)?.values.values() ?? [])].flatMap(({ sources }) => sources.slice(-1)),
    )
    const sorted = regionGroups(latest, register.regions, date)
    return { ...sorted, groups: sorted.units, excluded: [] }
  }
  const groups = register.clusterGroups(date)
  const reporters = new Set([...values.values()].flatMap((unit) => [...unit.values.keys()]))
  const excluded = [...reporters].filter((cluster) => !groups.has(cluster)).sort()
  return { groups, benchmarks: new Map(), excluded, unexpected: [] }
}

const benchmarkOf = (benchmarks: UnitsOfSlice['benchmarks'], group: Group): Observation | undefined => {
  const { dimension, code } = partsOfGroup(group)
  return dimension === 'region' ? benchmarks.get(code) : undefined
}

/** The lines of the observations that each group's units rest on, in order. */
const linesByGroup = (
  values: ReadonlyMap<IndicatorCode, UnitValues>,
  groups: ReadonlyMap<string, readonly Group[]>,
): Map<Group, string[]> => {
  const lines = [...values.values()].flatMap((unit) =>
    [...unit.values].flatMap(([subject, { sources }]) =>
      sources.map((source) => ({ subject, line: lineOf(source) })),
    ),
  )
  lines.sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0))
  const byGroup = new Map<Group, string[]>()
  for (const { subject, line } of lines)
    for (const group of groups.get(subject) ?? []) {
      const list = byGroup.get(group)
      if (list === undefined) byGroup.set(group, [line])
      else list.push(line)
    }
  return byGroup
}

/** A figure as an exact decimal; where it does not end, the nearest number. */
export const decimalOf = (figure: Figure): Decimal | null => {
  if ('none' in figure) return null
  if ('approximate' in figure) return fromNumber(figure.approximate)
  const { exact, scale } = figure
  const parts = scale % MEAN_PARTS === 0 ? MEAN_PARTS : 1
  const decimals = Math.round(Math.log10(scale / parts))
  if (parts === 1) return fromUnits(exact, decimals)
  return BigInt(exact) % BigInt(parts) === 0n
    ? fromUnits(BigInt(exact) / BigInt(parts), decimals)
    : fromNumber(Number(exact) / scale)
}

/** The status of an aggregate: the weakest that enters it. */
const statusOf = (figure: Figure, byStatus: Int32Array): ObsStatus => {
  if ('none' in figure && figure.none === 'no-data') return 'O'
  return (
    (['E', 'I', 'P', 'U', 'B'] as const).find((status) => (byStatus[STATUSES.indexOf(status)] ?? 0) > 0) ??
    'A'
  )
}

const cellFrom = (
  slice: Slice,
  indicator: Indicator,
  group: Group,
  { figure, reporting, byStatus, estimatedShare, weightCoverage, spread }: Aggregate,
  { expected, hash, benchmark }: { expected: number; hash: string; benchmark: Observation | undefined },
): Cell => ({
  ...slice,
  ...partsOfGroup(group),
  value: decimalOf(figure),
  ...('none' in figure && { noValue: figure.none }),
  obsStatus: statusOf(figure, byStatus),
  reporting,
  expected,
  byStatus: Object.fromEntries(
    STATUSES.map((status, index) => [status, byStatus[index] ?? 0] as const).filter(([, count]) => count > 0),
  ),
  estimatedShare,
  ...(indicator.aggregation.rule === 'weighted-mean' && { weightCoverage }),
  statistics: spread && {
    min: fromNumber(spread.min),
    lowerQuartile: fromNumber(spread.lowerQuartile),
    median: fromNumber(spread.median),
    upperQuartile: fromNumber(spread.upperQuartile),
    max: fromNumber(spread.max),
    mean: fromNumber(spread.mean),
  },
  ...(benchmark && { benchmark: { value: benchmark.value, obsStatus: benchmark.obsStatus } }),
  method: METHOD,
  definitionVersion: indicator.version,
  hash,
})
