import { columnsOf, STATUSES } from './aggregate.ts'
import { type Decimal, fromNumber } from './decimal.ts'
import { groupingOf } from './groups.ts'
import type { IndicatorCode, StoredIndicator } from './indicator.ts'
import type { FigureStatus, Observation } from './observation.ts'
import type { UnitValues } from './over-time.ts'
import { inputNames, ofOneUnit } from './slice-units.ts'

/** One unit's own figure. */
interface UnitNumber {
  /** Of 1/scale of the indicator's unit, or the unit's own ratio; null where there is none. */
  readonly number: number | null
  readonly value: Decimal | null
  readonly obsStatus: FigureStatus
}

/** The figures of single units in one slice, by unit; those of which nothing was reported are left out. */
export interface UnitNumbers {
  readonly scale: number
  readonly units: ReadonlyMap<string, UnitNumber>
}

/** Each unit's own figure: its value, of ratios its own ratio. */
export const unitNumbersOf = (
  indicator: StoredIndicator,
  values: ReadonlyMap<IndicatorCode, UnitValues>,
): UnitNumbers => {
  const subjects = new Set([...values.values()].flatMap((of) => [...of.values.keys()]))
  const grouping = groupingOf(new Map([...subjects].map((subject) => [subject, []])))
  const { aggregation } = ofOneUnit(indicator)
  const columns = columnsOf(aggregation, inputOf(indicator, values), grouping)
  const { scale } = columns
  const units = [...columns.units].map((unit, row): [string, UnitNumber] => {
    const found = columns.values[row] ?? Number.NaN
    const number = Number.isNaN(found) ? null : found
    return [
      grouping.units[unit] ?? '',
      {
        number,
        value: number === null ? null : fromNumber(number / scale),
        obsStatus: STATUSES[columns.statuses[row] ?? -1] ?? 'O',
      },
    ]
  })
  return { scale, units: new Map(units) }
}

/** The units' values that stand behind each part of an indicator's rule. */
export const inputOf = (indicator: StoredIndicator, values: ReadonlyMap<IndicatorCode, UnitValues>) => {
  const names = inputNames(indicator)
  return (which: keyof typeof names): UnitValues => values.get(names[which]) ?? NONE
}

const NONE: UnitValues = { scale: 1, values: new Map() }

/** The observations that a unit's figure rests on. */
export const sourcesOf = (
  unit: string,
  values: ReadonlyMap<IndicatorCode, UnitValues>,
): readonly Observation[] => [...values.values()].flatMap((of) => of.values.get(unit)?.sources ?? [])
