import { aggregate, columnsOf } from './aggregate.ts'
import { decimalOf } from './cell.ts'
import { type Compared, type ComparisonOfValues, compare } from './comparison.ts'
import { type Decimal, fromNumber } from './decimal.ts'
import { groupingOf, groupOf } from './groups.ts'
import type { IndicatorCode, ReadRule, StoredIndicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import type { UnitValues } from './over-time.ts'
import { type Period, previousPeriod, yearBefore } from './period.ts'
import { inputOf, sourcesOf, type UnitNumbers, unitNumbersOf } from './unit-numbers.ts'

/** A rule that makes a rate of two figures of one indicator. */
export type RateRule = Exclude<ReadRule, { rule: 'share-of-total' }>

/** The period that a rate of a period is against. */
export const earlierOf = (rule: RateRule, period: Period): Period => {
  if (rule.rule === 'growth') return rule.against === 'previous' ? previousPeriod(period) : yearBefore(period)
  return Array.from({ length: rule.years }).reduce((date: Period) => yearBefore(date), period)
}

/** The rate that a rule takes of a comparison. */
export const rateOf = (rule: RateRule, found: ComparisonOfValues | undefined): number | null =>
  (rule.rule === 'growth' ? found?.growth : found?.annualGrowth) ?? null

/** The figures of single units in one period, whichever way the indicator is made. */
export interface UnitFigures {
  readonly numbers: UnitNumbers
  /** The observations that a unit's figure rests on. */
  sourcesOf(unit: string): readonly Observation[]
  /** The figure of some of the units together, by the indicator's own rule; null where there is none. */
  figureOf(units: ReadonlySet<string>): Decimal | null
}

/** The figures of units that reported what they rest on. */
export const reportedFigures = (
  indicator: StoredIndicator,
  values: ReadonlyMap<IndicatorCode, UnitValues>,
): UnitFigures => ({
  numbers: unitNumbersOf(indicator, values),
  sourcesOf: (unit) => sourcesOf(unit, values),
  figureOf: (units) => {
    const all = groupOf('unit', 'all')
    const grouping = groupingOf(new Map([...units].map((unit) => [unit, [all]])))
    const { aggregation } = indicator
    const [found] = aggregate(
      columnsOf(aggregation, inputOf(indicator, values), grouping),
      grouping,
      aggregation,
    )
    return found === undefined ? null : decimalOf(found.figure)
  },
})

/** The rates of units, each of its own two figures; of some units together that of their figures, over those with
 *  both. */
export const rateFigures = (
  rule: RateRule,
  earlier: UnitFigures,
  later: UnitFigures,
  { compared, broken }: { readonly compared: Compared; readonly broken: boolean },
): UnitFigures => {
  const rate = (before: Decimal | null, after: Decimal | null) =>
    rateOf(rule, compare(before, after, compared))
  const before = (unit: string) => earlier.numbers.units.get(unit)?.value ?? null
  return {
    numbers: mapped(later.numbers, (unit, value) => rate(before(unit), value), broken),
    sourcesOf: (unit) => [...earlier.sourcesOf(unit), ...later.sourcesOf(unit)],
    figureOf: (units) => {
      const both = new Set(
        [...units].filter(
          (unit) => before(unit) !== null && (later.numbers.units.get(unit)?.value ?? null) !== null,
        ),
      )
      return decimalOrNull(rate(earlier.figureOf(both), later.figureOf(both)))
    },
  }
}

/** The shares of units in a whole that they are parts of; of some units together their share. */
export const shareFigures = (parts: UnitFigures, whole: Decimal | null): UnitFigures => {
  const total = Number(whole ?? 0)
  const shareOf = (part: Decimal | null) => (part === null || total === 0 ? null : Number(part) / total)
  return {
    numbers: mapped(parts.numbers, (_, value) => shareOf(value), false),
    sourcesOf: parts.sourcesOf,
    figureOf: (units) => decimalOrNull(shareOf(parts.figureOf(units))),
  }
}

const decimalOrNull = (number: number | null): Decimal | null => (number === null ? null : fromNumber(number))

/** The numbers of units with others in their place, of the indicator's unit. A break is told of what has no weaker
 *  status. */
const mapped = (
  { units }: UnitNumbers,
  numberOf: (unit: string, value: Decimal | null) => number | null,
  broken: boolean,
): UnitNumbers => ({
  scale: 1,
  units: new Map(
    [...units].map(([unit, { value, obsStatus }]) => {
      const number = numberOf(unit, value)
      const status = broken && obsStatus === 'A' ? ('B' as const) : obsStatus
      return [
        unit,
        { number, value: decimalOrNull(number), obsStatus: number === null ? ('O' as const) : status },
      ]
    }),
  ),
})
