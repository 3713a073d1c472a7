import { toUnits } from './decimal.ts'
import { exceedsTolerance, type Indicator } from './indicator.ts'
import {
  type Basis,
  enters,
  type FigureStatus,
  figureStatusOf,
  isMissing,
  type Observation,
} from './observation.ts'
import { frequencyOf, isCoarser, type Period, previousInYear, subPeriods } from './period.ts'

/** Mean values over up to twelve periods are kept as whole numbers of 1/27,720 of the smallest unit, the least
 *  common multiple of 1 to 12, so that their sums over units stay exact. */
export const MEAN_PARTS = 27_720

/** What counts of a unit in a slice: its value as reported for the period, or derived from shorter ones. */
interface UnitValue {
  /** Whole number of 1/scale of the indicator's unit; null where there is none. */
  readonly value: number | null
  readonly obsStatus: FigureStatus
  /** Of a derived value: how many of the shorter periods have one, `3/4`. */
  readonly progress?: string
  /** The observations that it rests on. */
  readonly sources: readonly Observation[]
  /** Beside a value reported for a longer period itself: the one that its shorter periods give. */
  readonly derived?: Derived
}

interface Derived {
  readonly value: number
  readonly sources: readonly Observation[]
  /** Whether the reported value differs from it by more than the indicator's tolerance. */
  readonly exceeded: boolean
}

/** The values of one indicator, breakdown and period by unit. */
export interface UnitValues {
  /** Whole numbers per unit of the indicator. */
  readonly scale: number
  readonly values: ReadonlyMap<string, UnitValue>
}

/** The periods whose observations decide the values of a period: itself, its shorter ones down to the indicator's
 *  frequency, and for cumulative reports those before within the year. */
export const periodsNeeded = (indicator: Indicator, period: Period): Period[] => {
  const before = indicator.reporting === 'cumulative' ? previousInYear(period) : undefined
  const shorter = isCoarser(frequencyOf(period), indicator.frequency)
    ? subPeriods(period).flatMap((sub) => periodsNeeded(indicator, sub))
    : []
  return [...new Set([period, ...(before === undefined ? [] : [before]), ...shorter])]
}

/** Periods' own values of reports that count from the start of the year: 10, 22, 37, 55 are 10, 12, 15, 18. After a
 *  gap the next one is missing. */
export const differenced = (reports: readonly (number | null)[]): (number | null)[] =>
  reports.map((report, index) => {
    if (report === null || index === 0) return report
    const before = reports[index - 1] ?? null
    return before === null ? null : report - before
  })

/** A value on its way: the total over `count` periods of the indicator's own frequency. */
interface Part {
  readonly total: number | null
  readonly count: number
  readonly obsStatus: FigureStatus
  readonly progress?: string
  readonly sources: readonly Observation[]
}

/** The status of a value derived from several: the first of these that any of them has. */
export const WORST_FIRST: readonly FigureStatus[] = ['V', 'E', 'I', 'P', 'U', 'B']

/** How values of shorter periods become one: sum adds; mean divides by their number; last takes the last, and is
 *  missing only if that one is. Sum and mean need every period in which the unit was in the register. */
const derive = (rule: Indicator['overTime'], parts: readonly (Part | undefined)[]): Part | undefined => {
  const known = parts.filter((part) => part !== undefined)
  if (known.length === 0) return undefined
  const sources = known.flatMap((part) => part.sources)
  const used = rule === 'last' ? parts.slice(-1) : parts
  const valued = used.filter((part) => part !== undefined && part.total !== null)
  const withValue = known.filter((part) => part.total !== null).length
  const progress = `${withValue}/${parts.length}`
  if (valued.length < used.length) return { total: null, count: 0, obsStatus: 'O', progress, sources }
  const statuses = new Set(valued.map((part) => part?.obsStatus))
  const sum = (of: 'total' | 'count') => valued.reduce((total, part) => total + (part?.[of] ?? 0), 0)
  return {
    total: sum('total'),
    count: sum('count'),
    obsStatus: WORST_FIRST.find((status) => statuses.has(status)) ?? 'A',
    progress,
    sources,
  }
}

/** The values of every unit for one indicator, breakdown and period, by the indicator's rule over time.
 *  @param observations by period, all of `periodsNeeded`; those that do not enter on the basis are left out
 *  @param present whether a unit was in the register at the end of a period: only such periods are required */
export const valuesFor = (
  indicator: Indicator,
  period: Period,
  observations: ReadonlyMap<Period, readonly Observation[]>,
  present: (subject: string, period: Period) => boolean,
  basis: Basis = 'public',
): UnitValues => {
  const bySubject = new Map<string, Map<Period, Observation>>()
  for (const list of observations.values())
    for (const observation of list) {
      if (!enters(observation.workflow, basis)) continue
      const own = bySubject.get(observation.subject) ?? new Map<Period, Observation>()
      bySubject.set(observation.subject, own.set(observation.period, observation))
    }
  const coarser = isCoarser(frequencyOf(period), indicator.frequency)
  const meaned = indicator.overTime === 'mean' && coarser
  const parts = meaned ? MEAN_PARTS : 1
  const measured = ({ total, count }: Part) =>
    total === null ? null : meaned ? total * (parts / count) : total
  const values = new Map<string, UnitValue>()
  for (const [subject, own] of bySubject) {
    const presence = (sub: Period) => present(subject, sub)
    const part = partFor(indicator, period, own, presence)
    if (part === undefined) continue
    const { total: _, count: __, ...rest } = part
    const value = measured(part)
    const reported = own.get(period)
    const beside =
      coarser && reported !== undefined && !isMissing(reported.obsStatus)
        ? derivedPart(indicator, period, own, presence)
        : undefined
    const derived = beside === undefined ? null : measured(beside)
    const compared = beside !== undefined &&
      derived !== null &&
      value !== null && {
        derived: {
          value: derived,
          sources: beside.sources,
          exceeded: exceedsTolerance(indicator, value, derived),
        },
      }
    values.set(subject, { value, ...rest, ...compared })
  }
  return { scale: 10 ** indicator.decimals * parts, values }
}

/** The same values, with the derived one in the place of each reported for a longer period itself. */
export const asDerived = ({ scale, values }: UnitValues): UnitValues => ({
  scale,
  values: new Map(
    [...values].map(([subject, unit]) => [
      subject,
      unit.derived === undefined ? unit : { ...unit, value: unit.derived.value },
    ]),
  ),
})

const partFor = (
  indicator: Indicator,
  period: Period,
  own: ReadonlyMap<Period, Observation>,
  present: (period: Period) => boolean,
): Part | undefined => {
  const coarser = isCoarser(frequencyOf(period), indicator.frequency)
  const reported = own.get(period)
  if (reported !== undefined && (!coarser || !isMissing(reported.obsStatus) || reported.obsStatus === 'M'))
    return reportedPart(indicator, period, reported, own)
  if (!coarser) return undefined
  const derived = derivedPart(indicator, period, own, present)
  if (derived !== undefined || reported === undefined) return derived
  return { total: null, count: 0, obsStatus: reported.obsStatus, sources: [reported] }
}

/** What the shorter periods in which the unit was in the register give. */
const derivedPart = (
  indicator: Indicator,
  period: Period,
  own: ReadonlyMap<Period, Observation>,
  present: (period: Period) => boolean,
): Part | undefined =>
  derive(
    indicator.overTime,
    subPeriods(period)
      .filter(present)
      .map((sub) => partFor(indicator, sub, own, present)),
  )

/** Periods of the indicator's own frequency in a period. */
const countIn = (indicator: Indicator, period: Period): number =>
  isCoarser(frequencyOf(period), indicator.frequency)
    ? subPeriods(period).reduce((count, sub) => count + countIn(indicator, sub), 0)
    : 1

/** A value reported for the period itself wins over one derived from shorter periods. */
const reportedPart = (
  indicator: Indicator,
  period: Period,
  reported: Observation,
  own: ReadonlyMap<Period, Observation>,
): Part => {
  const unitsOf = (observation: Observation | undefined) =>
    observation?.value == null ? null : toUnits(observation.value, indicator.decimals)
  const obsStatus = figureStatusOf(reported)
  const count = countIn(indicator, period)
  const before = indicator.reporting === 'cumulative' ? previousInYear(period) : undefined
  const earlier = before === undefined ? undefined : own.get(before)
  const sources = earlier === undefined ? [reported] : [earlier, reported]
  const units = unitsOf(reported)
  if (units === null) return { total: null, count: 0, obsStatus, sources }
  const value = before === undefined ? units : (differenced([unitsOf(earlier), units])[1] ?? null)
  if (value === null) return { total: null, count: 0, obsStatus: 'O', sources }
  return { total: indicator.overTime === 'mean' ? value * count : value, count, obsStatus, sources }
}
