import * as z from 'zod'
import { aggregate, columnsOf, STATUSES } from './aggregate.ts'
import { decimalOf } from './cell.ts'
import { ComparisonOfValues, compare } from './comparison.ts'
import { type Group, groupingOf } from './groups.ts'
import type { IndicatorCode, StoredIndicator } from './indicator.ts'
import type { Basis } from './observation.ts'
import type { UnitValues } from './over-time.ts'
import { Period, referenceDate } from './period.ts'
import type { Register } from './register.ts'
import type { Slice } from './slice.ts'
import {
  type InputSeries,
  inputNames,
  type UnitsOfSlice,
  unitsOf,
  unitValuesOf,
  withoutBenchmarks,
} from './slice-units.ts'

/** How a group's figure changed against an earlier period. */
export const Change = z
  .object({
    against: Period,
    /** Over the units with values in both periods, in the group at the later reference date. */
    matched: ComparisonOfValues.extend({ units: z.int() }).nullable(),
    /** Of the figures themselves: only when both are complete and of the same units. */
    plain: ComparisonOfValues.nullable(),
    /** `definition`: a new version of the indicator, or of one that it is made from, holds since; both figures are
     *  compared by the later one where they are of groups, and tell of the definition too. */
    break: z.enum(['definition']).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Change' })
export type Change = z.output<typeof Change>

/** One period's side of a change. */
export interface Side {
  readonly slice: Slice
  readonly inputs: ReadonlyMap<IndicatorCode, InputSeries>
  readonly basis: Basis
}

/** One period's side with its units. */
export interface PreparedSide {
  readonly values: ReadonlyMap<IndicatorCode, UnitValues>
  readonly units: UnitsOfSlice
  /** Units that enter the figure. */
  readonly entering: ReadonlySet<string>
}

export const preparedSide = (
  { slice, inputs, basis }: Side,
  indicator: StoredIndicator,
  register: Register,
): PreparedSide => {
  const all = unitValuesOf({ slice, inputs, register, basis })
  const units = unitsOf(slice, all, inputs, register, referenceDate(slice.period))
  const values = withoutBenchmarks(all, slice, register)
  const { aggregation } = indicator
  const weight = aggregation.rule === 'weighted-mean' ? aggregation.weight : undefined
  const divisor = aggregation.rule === 'per-unit-ratio' ? aggregation.denominator : undefined
  const enters = (unit: string) =>
    [...inputs.keys()].every((code) => {
      const value = values.get(code)?.values.get(unit)?.value ?? null
      return value !== null && (code !== weight || value > 0) && (code !== divisor || value !== 0)
    })
  return { values, units, entering: new Set([...units.groups.keys()].filter(enters)) }
}

/** The change of each wanted group over matched units: the indicator's own rule applied to the same units in both
 *  periods; and the plain one where both coverages are complete and the sets of units are equal. */
export const matchedChanges = (
  indicator: StoredIndicator,
  later: Side,
  earlier: Side,
  register: Register,
  wanted: ReadonlySet<Group>,
): ReadonlyMap<Group, Change> => {
  const [now, then] = [preparedSide(later, indicator, register), preparedSide(earlier, indicator, register)]
  const grouping = groupingOf(now.units.groups, wanted)
  const both = new Set([...now.entering].filter((unit) => then.entering.has(unit)))
  const over = (side: PreparedSide, units: ReadonlySet<string>, groups: typeof grouping) =>
    aggregate(
      columnsOf(indicator.aggregation, only(side.values, inputNames(indicator), units), groups),
      groups,
      indicator.aggregation,
    )
  const compared = { period: later.slice.period, against: earlier.slice.period }
  const [before, after] = [over(then, both, grouping), over(now, both, grouping)]
  const changes = grouping.groups.map((group, index): [Group, Change] => {
    const [from, to] = [before[index], after[index]]
    const matched =
      from === undefined || to === undefined || to.reporting === 0
        ? null
        : { units: to.reporting, ...compare(decimalOf(from.figure), decimalOf(to.figure), compared) }
    const same = sameUnits(group, now, then)
    return [
      group,
      { against: earlier.slice.period, matched, plain: same && matched ? comparisonOf(matched) : null },
    ]
  })
  return new Map(changes)
}

/** With both sets complete and equal, the matched units are all units: the figures are the same. */
const comparisonOf = ({ units: _, ...comparison }: ComparisonOfValues & { units: number }) => comparison

/** Whether every expected unit of the group entered in both periods, and these are the same units. */
const sameUnits = (group: Group, now: PreparedSide, then: PreparedSide): boolean => {
  const [a, b] = [expectedIn(group, now), expectedIn(group, then)]
  return (
    a.length === b.length &&
    a.every((unit) => now.entering.has(unit) && then.entering.has(unit) && b.includes(unit))
  )
}

const CANNOT_EXIST = STATUSES[STATUSES.indexOf('M')]

const expectedIn = (group: Group, { units, values }: PreparedSide): string[] =>
  [...units.groups]
    .filter(([unit, groups]) => {
      const impossible = [...values.values()].some(
        ({ values: of }) => of.get(unit)?.obsStatus === CANNOT_EXIST,
      )
      return groups.includes(group) && !impossible
    })
    .map(([unit]) => unit)

const only =
  (
    values: ReadonlyMap<IndicatorCode, UnitValues>,
    names: ReturnType<typeof inputNames>,
    units: ReadonlySet<string>,
  ) =>
  (which: keyof ReturnType<typeof inputNames>): UnitValues => {
    const found = values.get(names[which])
    if (found === undefined) return { scale: 1, values: new Map() }
    return { scale: found.scale, values: new Map([...found.values].filter(([unit]) => units.has(unit))) }
  }
