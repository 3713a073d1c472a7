import * as z from 'zod'
import { type Aggregate, aggregate, columnsOf, type Figure, STATUSES } from './aggregate.ts'
import { Decimal, fromNumber, fromUnits } from './decimal.ts'
import { CellDimension, type Group, groupingOf, groupOf, partsOfGroup } from './groups.ts'
import type { IndicatorCode, StoredIndicator } from './indicator.ts'
import { type Basis, FigureStatus, figureStatusOf, type Observation } from './observation.ts'
import { asDerived, MEAN_PARTS, type UnitValues } from './over-time.ts'
import { referenceDate } from './period.ts'
import { hashOf, lineOf, METHOD } from './provenance.ts'
import type { Register } from './register.ts'
import { Slice } from './slice.ts'
import {
  comparedUnits,
  type InputSeries,
  inputCodes,
  inputNames,
  type UnitsOfSlice,
  unitAlone,
  unitsOf,
  unitValuesOf,
  withoutBenchmarks,
} from './slice-units.ts'

/** Why a stored figure has no value. */
export const STORED_NO_VALUES = ['no-data', 'zero-denominator', 'not-aggregated'] as const

/** Spread of unit values in the indicator's unit. */
const Statistics = z
  .object({
    min: Decimal,
    lowerQuartile: Decimal,
    median: Decimal,
    upperQuartile: Decimal,
    max: Decimal,
    mean: Decimal,
  })
  .register(z.globalRegistry, {
    id: 'Statistics',
    description: 'Unweighted, over unit values; quartiles of type 7',
  })

/** The same as readers without access to single values get it: the extremes are one unit's and never shown then. */
export const PublicStatistics = Statistics.extend({
  min: Decimal.nullable(),
  max: Decimal.nullable(),
  mean: Decimal.nullable(),
}).register(z.globalRegistry, {
  id: 'PublicStatistics',
  description: 'As Statistics; null is what this reader does not get',
})
export type PublicStatistics = z.output<typeof PublicStatistics>

/** The aggregate of one group for one slice, as it is stored. */
export const Cell = Slice.extend({
  dimension: CellDimension,
  code: z.string(),
  value: Decimal.nullable(),
  /** Why there is no value; the later four only of what is made when read: nothing to grow from, or nothing that a
   *  rate can be taken of. */
  noValue: z
    .enum([...STORED_NO_VALUES, 'no-base', 'zero-base', 'negative-base', 'negative-value'])
    .exactOptional(),
  obsStatus: FigureStatus,
  reporting: z.int().min(0),
  /** Null where figures are complete by definition. */
  expected: z.int().min(0).nullable(),
  /** Number of units by their status; statuses that none has are left out. */
  byStatus: z.partialRecord(FigureStatus, z.int()),
  estimatedShare: z.number().nullable(),
  weightCoverage: z.number().nullable().exactOptional(),
  statistics: Statistics.nullable(),
  /** What was reported for the region itself, beside the aggregate of its parts. */
  benchmark: z.object({ value: Decimal.nullable(), obsStatus: FigureStatus }).exactOptional(),
  /** Of a longer period that units reported themselves though their shorter periods give a value too: the aggregate
   *  with the derived values in their place, how many units these are, and of how many the two values differ by more
   *  than the indicator's tolerance. */
  derived: z.object({ value: Decimal.nullable(), units: z.int(), exceeded: z.int() }).exactOptional(),
  method: z.string(),
  definitionVersion: z.int(),
  hash: z.string(),
})
export type Cell = z.output<typeof Cell>

/** All that a slice's cells are made from. */
export interface SliceInput {
  readonly slice: Slice
  readonly indicator: StoredIndicator
  /** The indicators with values of their own that the aggregate needs, with their observations of the slice's
   *  breakdown by period: for a ratio its numerator and denominator, else the indicator itself and its weight. */
  readonly inputs: ReadonlyMap<IndicatorCode, InputSeries>
  readonly register: Register
  /** Only these groups; absent: all. */
  readonly wanted?: ReadonlySet<Group> | undefined
  /** Absent: public. */
  readonly basis?: Basis | undefined
  /** Only this unit, as a group of its own; absent: the groups that the register gives. */
  readonly unit?: string | undefined
}

/** A slice's cells, and the observations that are in none. */
export interface SliceCells {
  readonly cells: readonly Cell[]
  /** Clusters that reported but were in no group at the reference date. */
  readonly excluded: readonly string[]
  /** Regions and clusters that reported though they were not expected to. */
  readonly unexpected: readonly string[]
  /** Units whose value, reported for the longer period itself, differs from the derived one by more than the
   *  indicator's tolerance. */
  readonly checks: readonly string[]
}

/** Computes a slice's cells from its observations, each exactly and from nothing else: run again on the same input
 *  it gives the same cells. A cell exists where a unit of the group has an observation, with a value or without, of
 *  the indicator itself, of a ratio of its numerator: a weight or a denominator alone says nothing of the indicator. */
export const cellsOf = (input: SliceInput): SliceCells => {
  const { slice, indicator, inputs, register, wanted } = input
  const date = referenceDate(slice.period)
  const all = unitValuesOf(input)
  const units = input.unit === undefined ? unitsOf(slice, all, inputs, register, date) : unitAlone(input.unit)
  const values = input.unit === undefined ? withoutBenchmarks(all, slice, register) : all
  const grouping = groupingOf(units.groups, wanted)
  const { aggregation } = indicator
  const named = inputNames(indicator)
  const aggregates = (from: ReadonlyMap<IndicatorCode, UnitValues>) =>
    aggregate(
      columnsOf(aggregation, (which) => from.get(named[which]) ?? { scale: 1, values: new Map() }, grouping),
      grouping,
      aggregation,
    )
  const asReported = aggregates(values)
  const compared = comparedUnits(values, units.groups)
  const derived =
    compared.size === 0 ? [] : aggregates(new Map([...values].map(([code, unit]) => [code, asDerived(unit)])))
  const lines = linesByGroup(values, units.groups)
  const reported = groupsReporting(values.get(inputCodes(indicator)[0] ?? ''), units.groups)
  const definition = JSON.stringify(
    [...inputs.values()].map(({ indicator: { code, version } }) => [code, version]),
  )
  const finish = (group: Group, found: Aggregate, expected: number, beside?: Cell['derived']): Cell => {
    const benchmark = benchmarkOf(units.benchmarks, group)
    const rests = [...(lines.get(group) ?? []), ...(benchmark ? [`benchmark ${lineOf(benchmark)}`] : [])]
    const hash = hashOf(rests, `${indicator.code} ${indicator.version} ${definition}`)
    return cellFrom(slice, indicator, group, found, { expected, hash, benchmark, derived: beside })
  }
  const cells = grouping.groups.flatMap((group, index): Cell[] => {
    const found = asReported[index]
    if (found === undefined) return []
    if (!reported.has(group) && benchmarkOf(units.benchmarks, group) === undefined) return []
    const missing = found.byStatus[STATUSES.indexOf('M')] ?? 0
    const figure = derived[index]?.figure
    const beside = compared.get(group)
    return [
      finish(
        group,
        found,
        (grouping.sizes[index] ?? 0) - missing,
        figure && beside && { value: decimalOf(figure), ...beside },
      ),
    ]
  })
  const alone = [...units.benchmarks.values()]
    .map((benchmark) => ({ benchmark, group: groupOf('region', benchmark.subject) }))
    .filter(({ group }) => !grouping.groups.includes(group) && (wanted?.has(group) ?? true))
    .map(({ benchmark, group }) =>
      finish(group, NOTHING, register.regionsWithin(benchmark.subject, benchmark.level, date)),
    )
  const checks = [...(values.get(indicator.code)?.values ?? [])]
    .filter(([subject, unit]) => unit.derived?.exceeded && units.groups.has(subject))
    .map(([subject]) => subject)
    .sort()
  return { cells: [...cells, ...alone], excluded: units.excluded, unexpected: units.unexpected, checks }
}

/** The aggregate of a group in which nobody reported. */
const NOTHING: Aggregate = {
  figure: { none: 'no-data' },
  reporting: 0,
  byStatus: new Int32Array(STATUSES.length),
  weakest: null,
  estimatedShare: null,
  weightCoverage: null,
  spread: null,
}

/** Of regions only: where clusters are grouped there are none. */
const benchmarkOf = (benchmarks: UnitsOfSlice['benchmarks'], group: Group): Observation | undefined =>
  benchmarks.get(partsOfGroup(group).code)

/** The groups that have a unit with an observation. */
const groupsReporting = (
  reports: UnitValues | undefined,
  groups: ReadonlyMap<string, readonly Group[]>,
): ReadonlySet<Group> =>
  new Set([...(reports?.values.keys() ?? [])].flatMap((subject) => groups.get(subject) ?? []))

/** The lines of the observations that each group's units rest on. */
const linesByGroup = (
  values: ReadonlyMap<IndicatorCode, UnitValues>,
  groups: ReadonlyMap<string, readonly Group[]>,
): Map<Group, string[]> => {
  const lines = [...values.values()].flatMap((unit) =>
    [...unit.values].flatMap(([subject, { sources, derived }]) => [
      ...sources.map((source) => ({ subject, line: lineOf(source) })),
      ...(derived?.sources ?? []).map((source) => ({ subject, line: `derived ${lineOf(source)}` })),
    ]),
  )
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

const cellFrom = (
  slice: Slice,
  indicator: StoredIndicator,
  group: Group,
  { figure, reporting, byStatus, weakest, estimatedShare, weightCoverage, spread }: Aggregate,
  {
    expected,
    hash,
    benchmark,
    derived,
  }: {
    expected: number
    hash: string
    benchmark: Observation | undefined
    derived: Cell['derived']
  },
): Cell => ({
  ...slice,
  ...partsOfGroup(group),
  value: decimalOf(figure),
  ...('none' in figure && { noValue: figure.none }),
  obsStatus: weakest ?? 'O',
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
  ...(benchmark && { benchmark: { value: benchmark.value, obsStatus: figureStatusOf(benchmark) } }),
  ...(derived && { derived }),
  method: METHOD,
  definitionVersion: indicator.version,
  hash,
})
