import { type Frequency, type Period, periodOf, previousPeriod } from '#monitoring/model/period'

/** How far back periods are offered, in years. */
const YEARS = 20

/** The periods of a frequency that are over, of the last twenty years, the newest first. */
export const finishedPeriods = (frequency: Frequency, now: Date): readonly Period[] => {
  const today = now.toISOString().slice(0, 10)
  const first = periodOf(`${Number(today.slice(0, 4)) - YEARS}${today.slice(4, 7)}-01`, frequency)
  const periods: Period[] = []
  for (let period = periodOf(today, frequency); period !== first; ) {
    period = previousPeriod(period)
    periods.push(period)
  }
  return periods
}
