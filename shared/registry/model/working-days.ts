import * as z from 'zod'
import { addDays, CalendarDate } from '#kernel/clock'
import { RuleFailedError } from '#kernel/errors'

/** Which days are worked: weekdays but those of the weekend and the holidays, and the days that are worked all the
 *  same. Weekdays by ISO 8601: 1 is Monday. */
export const WorkingCalendar = z
  .object({
    weekend: z.array(z.int().min(1).max(7)).max(6).default([6, 7]),
    holidays: z.array(CalendarDate).max(500).default([]),
    workdays: z
      .array(CalendarDate)
      .max(200)
      .default([])
      .register(z.globalRegistry, { description: 'Days of a weekend or holidays that are worked' }),
  })
  .register(z.globalRegistry, {
    id: 'WorkingCalendar',
    example: { weekend: [6, 7], holidays: ['2026-12-25'], workdays: ['2026-12-19'] },
  })
export type WorkingCalendar = z.output<typeof WorkingCalendar>

/** Days after which a calendar without a working day is given up: longer than any real pause. */
const LONGEST_PAUSE = 400

/** Whether a day is worked. */
const isWorkingDay = ({ weekend, holidays, workdays }: WorkingCalendar, day: CalendarDate): boolean =>
  workdays.includes(day) || !(weekend.includes(weekdayOf(day)) || holidays.includes(day))

/** The day on which a term of so many working days ends: the first counted day is the one after it began.
 *  @throws RuleFailedError when the calendar has no working day in over a year */
export const addWorkingDays = (
  calendar: WorkingCalendar,
  from: CalendarDate,
  count: number,
): CalendarDate => {
  let day = from
  let idle = 0
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(calendar, day)) {
      left--
      idle = 0
    } else if (++idle > LONGEST_PAUSE) {
      throw new RuleFailedError({
        en: `The register's calendar has no working day within ${LONGEST_PAUSE} days of ${from}.`,
        ru: `В календаре реестра нет рабочих дней в течение ${LONGEST_PAUSE} дней после ${from}.`,
      })
    }
  }
  return day
}

/** How many working days are left of a term on a day: those after it, up to and with the day on which the term
 *  ends; 0 when it is over. */
export const workingDaysLeft = (calendar: WorkingCalendar, on: CalendarDate, due: CalendarDate): number => {
  let count = 0
  for (let day = addDays(on, 1); day <= due; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count++
  return count
}

/** Monday 1 to Sunday 7. */
const weekdayOf = (day: CalendarDate): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7
