import type { Catalogue } from './catalogue.ts'
import { type Group, groupOf } from './groups.ts'
import { type Indicator, type IndicatorCode, isRatio, isStored, type StoredIndicator } from './indicator.ts'
import type { Basis, Observation } from './observation.ts'
import { periodsNeeded, type UnitValues, valuesFor } from './over-time.ts'
import { type Period, referenceDate } from './period.ts'
import { regionGroups } from './regions.ts'
import type { Register } from './register.ts'
import type { Slice } from './slice.ts'

/** One indicator's observations that figures of a slice rest on. */
export interface InputSeries {
  readonly indicator: Indicator
  readonly observations: ReadonlyMap<Period, readonly Observation[]>
}

/** The other slices whose observations a slice's cells need, as indicators and periods; the slice itself first. */
export const readsOf = (
  indicator: StoredIndicator,
  period: Period,
  catalogue: Catalogue,
): { indicator: Indicator; periods: readonly Period[] }[] =>
  inputCodes(indicator).flatMap((code) => {
    const needed = catalogue.at(period).get(code)
    return needed === undefined ? [] : [{ indicator: needed, periods: periodsNeeded(needed, period) }]
  })

/** The indicators whose observations a figure rests on: of a ratio its parts, of all else itself and its weight. */
export const inputCodes = ({ code, aggregation }: StoredIndicator): readonly IndicatorCode[] => {
  switch (aggregation.rule) {
    case 'ratio-of-sums':
    case 'per-unit-ratio':
      return [...new Set([aggregation.numerator, aggregation.denominator])]
    case 'weighted-mean':
      return [...new Set([code, aggregation.weight])]
    default:
      return [code]
  }
}

/** The indicators whose observations the figures of one rest on by any of its versions. */
export const inputsEver = (code: IndicatorCode, catalogue: Catalogue): readonly IndicatorCode[] => [
  ...new Set(catalogue.versions(code).filter(isStored).flatMap(inputCodes)),
]

/** An indicator as its figure of one unit is made: the unit's own ratio, else the unit's own value. */
export const ofOneUnit = (indicator: StoredIndicator): StoredIndicator =>
  isRatio(indicator.aggregation) ? indicator : { ...indicator, aggregation: { rule: 'sum' } }

/** The indicators that stand behind the parts of a rule. */
export const inputNames = ({ code, aggregation }: StoredIndicator) => ({
  own: code,
  weight: aggregation.rule === 'weighted-mean' ? aggregation.weight : '',
  numerator: isRatio(aggregation) ? aggregation.numerator : '',
  denominator: isRatio(aggregation) ? aggregation.denominator : '',
})

/** The units' values of each indicator that a slice's figures need. */
export const unitValuesOf = ({
  slice,
  inputs,
  register,
  basis,
}: {
  readonly slice: Slice
  readonly inputs: ReadonlyMap<IndicatorCode, InputSeries>
  readonly register: Register
  readonly basis?: Basis | undefined
}): ReadonlyMap<IndicatorCode, UnitValues> =>
  new Map(
    [...inputs].map(([code, series]) => [
      code,
      valuesFor(
        series.indicator,
        slice.period,
        series.observations,
        (subject, period) => register.isPresent(slice.universe, subject, referenceDate(period)),
        basis,
      ),
    ]),
  )

/** The values that enter figures of groups: of regions only those of a data set of the region's own level. What was
 *  reported for a higher region itself is its benchmark, and never added. */
export const withoutBenchmarks = (
  values: ReadonlyMap<IndicatorCode, UnitValues>,
  { universe }: Slice,
  { regions }: Register,
): ReadonlyMap<IndicatorCode, UnitValues> => {
  if (universe === 'cluster') return values
  const isOwn = (subject: string, sources: readonly Observation[]) => {
    const level = regions.get(subject)?.level
    return (sources.at(-1)?.level ?? level) === level
  }
  return new Map(
    [...values].map(([code, { scale, values: units }]) => [
      code,
      { scale, values: new Map([...units].filter(([subject, { sources }]) => isOwn(subject, sources))) },
    ]),
  )
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
  slice: Slice,
  values: ReadonlyMap<IndicatorCode, UnitValues>,
  inputs: ReadonlyMap<IndicatorCode, InputSeries>,
  register: Register,
  date: string,
): UnitsOfSlice => {
  const { universe, indicator } = slice
  if (universe === 'region') {
    // A unit's latest source decides its level: a value derived from quarters has the level of these.
    const latest = [...inputs.keys()].flatMap((code) =>
      [...(values.get(code)?.values.values() ?? [])].flatMap(({ sources }) => sources.slice(-1)),
    )
    const sorted = regionGroups(latest, indicator, register.regions, date)
    return { ...sorted, groups: sorted.units, excluded: [] }
  }
  const groups = register.clusterGroups(date)
  const reporters = new Set([...values.values()].flatMap((unit) => [...unit.values.keys()]))
  const excluded = [...reporters].filter((cluster) => !groups.has(cluster)).sort()
  const expects = register.expects(slice, inputs.keys())
  if (expects === undefined) return { groups, benchmarks: new Map(), excluded, unexpected: [] }
  return {
    groups: new Map([...groups].filter(([cluster]) => expects(cluster))),
    benchmarks: new Map(),
    excluded,
    unexpected: [...reporters].filter((cluster) => groups.has(cluster) && !expects(cluster)).sort(),
  }
}

/** One unit as a group of its own, whatever the register says of it. */
export const unitAlone = (unit: string): UnitsOfSlice => ({
  groups: new Map([[unit, [groupOf('unit', unit)]]]),
  benchmarks: new Map(),
  excluded: [],
  unexpected: [],
})

/** By group the units that reported a longer period themselves though shorter ones give a value too, and of how many
 *  of them the two differ by more than the tolerance. */
export const comparedUnits = (
  values: ReadonlyMap<IndicatorCode, UnitValues>,
  groups: ReadonlyMap<string, readonly Group[]>,
): ReadonlyMap<Group, { units: number; exceeded: number }> => {
  const exceededBy = new Map<string, boolean>()
  for (const { values: units } of values.values())
    for (const [subject, { derived }] of units)
      if (derived !== undefined)
        exceededBy.set(subject, derived.exceeded || (exceededBy.get(subject) ?? false))
  const byGroup = new Map<Group, { units: number; exceeded: number }>()
  for (const [subject, exceeded] of exceededBy)
    for (const group of groups.get(subject) ?? []) {
      const known = byGroup.get(group) ?? { units: 0, exceeded: 0 }
      byGroup.set(group, { units: known.units + 1, exceeded: known.exceeded + Number(exceeded) })
    }
  return byGroup
}
