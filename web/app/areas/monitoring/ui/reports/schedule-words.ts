import { language } from '../../../../language.ts'
import { type RhythmValues, rhythmOf, type Schedule } from '../../schedule/rhythm.ts'
import { t } from '../../texts/reports/index.ts'

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })

/** Monday to Sunday as 1 to 7. */
export const weekdays = (['1', '2', '3', '4', '5', '6', '7'] as const).map(
  // 1 January 2024 was a Monday.
  (day) => [day, inUtc({ weekday: 'long' }).format(Date.UTC(2024, 0, Number(day)))] as const,
)

/** January to December as 1 to 12. */
export const months = Array.from({ length: 12 }, (_, place) => {
  const name = inUtc({ month: 'long' }).format(Date.UTC(2024, place, 1))
  return [String(place + 1), name] as const
})

const nameIn = (names: readonly (readonly [string, string])[], code: string): string =>
  names.find(([one]) => one === code)?.[1] ?? code

/** When a report is made by itself, in words; in cron fields where words say it worse. */
export const scheduleText = (schedule: Schedule | null): string => {
  if (schedule === null) return t.onRequest
  const values = rhythmOf(schedule, schedule.timeZone)
  return t.inZone(timesText(values), schedule.timeZone)
}

const timesText = ({ rhythm, time, weekday, day, month, cron = '' }: RhythmValues): string => {
  switch (rhythm) {
    case 'week':
      return t.times.week(nameIn(weekdays, weekday), time)
    case 'month':
      return t.times.month(day, time)
    case 'quarter':
      return t.times.quarter(day, Number(month), time)
    case 'year':
      return t.times.year(day, nameIn(months, month), time)
    default:
      return t.times.cron(cron)
  }
}
