import { Cron } from 'croner'
import * as z from 'zod'
import { dateIn } from '#kernel/clock'
import {
  type Frequency,
  frequencyOf,
  isCoarser,
  type Period,
  periodOf,
  previousPeriod,
  referenceDate,
} from '#monitoring/model'

/** Runs are looked for this often: what is due is started at most this many minutes later. */
const EVERY_MINUTES = 15

/** Minutes after which a run that should have started by the clock says that it is late: two rounds were missed. */
const LATE_MINUTES = 2 * EVERY_MINUTES

/** Times a year that a schedule may start a report at most: once a day. */
const MOST_A_YEAR = 366

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** When a report is made by itself: five cron fields, read in a time zone. */
export const Schedule = z
  .object({
    cron: z.string().trim().max(120).register(z.globalRegistry, {
      description:
        'Minute, hour, day of the month, month, day of the week; `0 7 5 1,4,7,10 *` is 07:00 on the 5th of each quarter’s first month',
      example: '0 7 5 1,4,7,10 *',
    }),
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, {
        error: 'is not an IANA time zone such as Europe/Berlin',
        params: { ru: 'не является часовым поясом IANA, например Europe/Berlin' },
      })
      .register(z.globalRegistry, { example: 'Europe/Berlin' }),
  })
  .superRefine((schedule, context) => {
    const fault = isTimeZone(schedule.timeZone) ? faultOfCron(schedule) : undefined
    if (fault !== undefined)
      context.addIssue({ code: 'custom', path: ['cron'], message: fault.en, params: { ru: fault.ru } })
  })
  .register(z.globalRegistry, { id: 'ReportSchedule' })
export type Schedule = z.output<typeof Schedule>

/** croner by the rules of Vixie cron in its own time zone: at the change to summer time a time that does not exist is
 *  taken at the first moment after it, and at the change back one that comes twice is taken once.
 *  @throws Error for fields that are no cron expression */
const cronOf = ({ cron, timeZone }: Schedule): Cron =>
  new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true })

/** Why the fields cannot stand; undefined when they can. */
const faultOfCron = (schedule: Schedule): { readonly en: string; readonly ru: string } | undefined => {
  const shown = JSON.stringify(schedule.cron)
  const begin = new Date('2026-01-01T00:00:00Z')
  let times: readonly Date[]
  try {
    times = cronOf(schedule).nextRuns(MOST_A_YEAR + 2, begin)
  } catch {
    return {
      en: `${shown} is not a cron expression (expected five fields: minute 0-59, hour 0-23, day of the month 1-31, month 1-12, day of the week 0-7; such as "0 7 1 * *")`,
      ru: `${shown} не является выражением cron (ожидается пять полей: минута 0–59, час 0–23, день месяца 1–31, месяц 1–12, день недели 0–7; например «0 7 1 * *»)`,
    }
  }
  if (times.length === 0)
    return {
      en: `${shown} names no day that ever comes`,
      ru: `${shown} не задаёт ни одной даты, которая наступит`,
    }
  const inYear = times.filter((time) => time.getTime() < begin.getTime() + 366 * 86_400_000)
  if (inYear.length > MOST_A_YEAR)
    return {
      en: `${shown} would start the report more than once a day; at most once a day is possible`,
      ru: `${shown} запускало бы отчёт чаще раза в день; возможно не чаще одного раза в день`,
    }
  return undefined
}

/** The first time after an instant; null when none comes any more. */
export const nextRun = (schedule: Schedule, after: Date): Date | null => cronOf(schedule).nextRun(after)

/** How many times of a schedule were missed besides the one that is due: those after it up to now. */
export const skippedRuns = (schedule: Schedule, due: Date, now: Date): number => {
  const cron = cronOf(schedule)
  let skipped = 0
  for (let next = cron.nextRun(due); next !== null && next <= now; next = cron.nextRun(next)) skipped += 1
  return skipped
}

/** Whether a run that was due begins so late that it says so. */
export const isLate = (due: Date, started: Date): boolean =>
  started.getTime() - due.getTime() > LATE_MINUTES * 60_000

/** The period that a report made at an instant is about: the last one that is over in the time zone. */
export const reportedPeriod = (at: Date, timeZone: string, frequency: Frequency): Period =>
  previousPeriod(periodOf(dateIn(timeZone, at), frequency))

/** The period of an indicator that belongs beside a report's: the report's own, for which an indicator of shorter
 *  periods has a figure too; of an indicator of longer periods the last one that is over at the report's end. */
export const besidePeriod = (period: Period, frequency: Frequency): Period => {
  if (!isCoarser(frequency, frequencyOf(period))) return period
  const end = referenceDate(period)
  const holding = periodOf(end, frequency)
  return referenceDate(holding) === end ? holding : previousPeriod(holding)
}

/** The given period and those before it, oldest first. */
export const lastPeriods = (period: Period, count: number): readonly Period[] => {
  const periods = [period]
  for (let first = period; periods.length < count; ) {
    first = previousPeriod(first)
    periods.unshift(first)
  }
  return periods
}
