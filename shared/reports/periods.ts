import { dateIn } from '#kernel/clock'
import { RuleFailedError } from '#kernel/errors'
import { frequencyOf, type Period, referenceDate } from '#monitoring/model'
import { type ReportContent, reportedPeriod } from './model.ts'

/** The time zone of periods of reports without a schedule. */
const NO_ZONE = 'UTC'

/** The last period that is over where the schedule is at home. */
export const lastPeriod = ({ schedule, frequency }: ReportContent, at: Date): Period =>
  reportedPeriod(at, schedule?.timeZone ?? NO_ZONE, frequency)

/** @throws RuleFailedError for a period of another length than the report's, or that is not over */
export const refuseUnlessOver = (period: Period, content: ReportContent, now: Date): void => {
  if (frequencyOf(period) !== content.frequency)
    throw new RuleFailedError({
      en: `The report is about periods of the frequency ${content.frequency}, and ${period} is not one.`,
      ru: `Отчёт составляется за периоды с частотой ${content.frequency}; ${period} не такой.`,
    })
  if (referenceDate(period) >= dateIn('UTC', now))
    throw new RuleFailedError({
      en: `${period} is not over: it ends on ${referenceDate(period)}.`,
      ru: `Период ${period} не окончен: он завершается ${referenceDate(period)}.`,
    })
}
