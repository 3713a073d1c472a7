/** How often a report is made by itself, as people say it; `cron`: in cron fields of their own. */
export const RHYTHMS = ['week', 'month', 'quarter', 'year', 'cron'] as const
export type Rhythm = (typeof RHYTHMS)[number]

/** When a report is made, as its form holds it: of every rhythm at once, so that nothing is lost by looking at another. */
export interface RhythmValues {
  readonly rhythm?: Rhythm
  /** `07:00`. */
  readonly time: string
  /** 1–7, from Monday. */
  readonly weekday: string
  /** Of the month, 1–31. */
  readonly day: number
  /** Of the year, 1–12; of a quarter, 1–3. */
  readonly month: string
  /** Five cron fields. */
  readonly cron?: string
  readonly timeZone: string
}

export const usualRhythm = (timeZone: string): RhythmValues => ({
  time: '07:00',
  weekday: '1',
  day: 1,
  month: '2',
  timeZone,
})

export interface Schedule {
  readonly cron: string
  readonly timeZone: string
}

/** The months of every quarter that come at the same place in it: 2 is February, May, August, November. */
const monthsOfQuarter = (place: number): string => [0, 3, 6, 9].map((first) => first + place).join(',')

/** The schedule that the values say; null when the report is not made by itself. */
export const scheduleOf = ({
  rhythm,
  time,
  weekday,
  day,
  month,
  cron = '',
  timeZone,
}: RhythmValues): Schedule | null => {
  if (rhythm === undefined) return null
  if (rhythm === 'cron') return { cron, timeZone }
  const [hour = '', minute = ''] = time.split(':')
  const at = `${Number(minute)} ${Number(hour)}`
  const fields = {
    week: `* * ${weekday}`,
    month: `${day} * *`,
    quarter: `${day} ${monthsOfQuarter(Number(month))} *`,
    year: `${day} ${month} *`,
  } as const
  return { cron: `${at} ${fields[rhythm]}`, timeZone }
}

const NUMBER = /^\d{1,2}$/

/** What a schedule says, as people would; in cron fields where there is no such rhythm. */
export const rhythmOf = (schedule: Schedule | null, ownTimeZone: string): RhythmValues => {
  if (schedule === null) return usualRhythm(ownTimeZone)
  const { cron, timeZone } = schedule
  const usual = usualRhythm(timeZone)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/)
  const own: RhythmValues = { ...usual, rhythm: 'cron', cron }
  if (!NUMBER.test(minute) || !NUMBER.test(hour)) return own
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (day === '*' && month === '*' && /^[0-7]$/.test(weekday))
    return { ...usual, rhythm: 'week', time, weekday: weekday === '0' ? '7' : weekday }
  if (!NUMBER.test(day) || weekday !== '*') return own
  const found = { ...usual, time, day: Number(day) }
  if (month === '*') return { ...found, rhythm: 'month' }
  if (NUMBER.test(month)) return { ...found, rhythm: 'year', month: String(Number(month)) }
  const place = ['1', '2', '3'].find((one) => monthsOfQuarter(Number(one)) === month)
  return place === undefined ? own : { ...found, rhythm: 'quarter', month: place }
}
