import { toUnits } from './decimal.ts'
import type { Indicator } from './indicator.ts'
import { isMissing, isPublic, type Observation, type ObsStatus } from './observation.ts'
import { frequencyOf, isCoarser, type Period, previousInYear, subPeriods } from './period.ts'

/** Mean values over up to twelve periods are kept as whole numbers of 1/27,720 of the smallest unit, the least
 *  common multiple of 1 to 12, so that their sums over units stay exact. */
export const MEAN_PARTS = 27_720

/** What counts of a unit in a slice: its value as reported for the period, or derived from shorter ones. */
interface UnitValue {
  /** Whole number of 1/scale of the indicator's unit; null where there is none. */
  readonly value: number | null
  readonly obsStatus: ObsStatus
  /** Of a derived value: how many of the shorter periods have one, `3/4`. */
  readonly progress?: string
  /** The observations that it rests on. */
  readonly sources: readonly Observation[]
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
  readonly obsStatus: ObsStatus
  readonly progress?: string
  readonly sources: readonly Observation[]
}

/** The status of a value derived from several: the first of these that any of them has. */
const WORST_FIRST: readonly ObsStatus[] = ['E', 'I', 'P', 'U', 'B']

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
 *  @param observations by period, all of `periodsNeeded`; those not yet verified are left out
 *  @param present whether a unit was in the register at the end of a period: only such periods are required */
export const valuesFor = (
  indicator: Indicator,
  period: Period,
  observations: ReadonlyMap<Period, readonly Observation[]>,
  present: (subject: string, period: Period) => boolean,
): UnitValues => {
  const bySubject = new Map<string, Map<Period, Observation>>()
  for (const list of observations.values())
    for (const observation of list) {
      if (!isPublic(observation.workflow)) continue
      const own = bySubject.get(observation.subject) ?? new Map<Period, Observation>()
      bySubject.set(observation.subject, own.set(observation.period, observation))
    }
  const meaned = indicator.overTime === 'mean' && isCoarser(frequencyOf(period), indicator.frequency)
  const parts = meaned ? MEAN_PARTS : 1
  const values = new Map<string, UnitValue>()
  for (const [subject, own] of bySubject) {
    const part = partFor(indicator, period, own, (sub) => present(subject, sub))
    if (part === undefined) continue
    const { total, count, ...rest } = part
    values.set(subject, { value: total === null ? null : meaned ? total * (parts / count) : total, ...rest })
  }
  return { scale: 10 ** indicator.decimals * parts, values }
}

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
  const required = subPeriods(period).filter(present)
  const derived = derive(
    indicator.overTime,
    required.map((sub) => partFor(indicator, sub, own, present)),
  )
  if (derived !== undefined || reported === undefined) return derived
  return { total: null, count: 0, obsStatus: reported.obsStatus, sources: [reported] }
}

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
  const { obsStatus } = reported
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
