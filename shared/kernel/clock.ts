import * as z from 'zod'

/** An instant, ISO 8601 in UTC with milliseconds: `2026-03-01T09:30:00.000Z`. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .register(z.globalRegistry, { example: '2026-03-01T09:30:00.000Z' })
export type Instant = z.output<typeof Instant>

/** An instant as callers may write it, with any fraction of a second or none; read with milliseconds. */
export const AskedInstant = z.iso
  .datetime()
  .overwrite((text) => new Date(text).toISOString())
  .register(z.globalRegistry, { example: '2026-03-01T09:30:00.000Z' })

/** A legal date: a calendar date without a zone, `2026-03-01`. */
export const CalendarDate = z.iso.date().register(z.globalRegistry, { example: '2026-03-01' })
export type CalendarDate = z.output<typeof CalendarDate>

/** Tells the time; injected, so that rules and calculations know no clock of their own. */
export type Clock = () => Date

/** The machine's clock. */
export const systemClock: Clock = () => new Date()

/** The calendar date of an instant in a time zone (IANA name): the date a register writes into its book. */
export const dateIn = (timeZone: string, instant: Date): CalendarDate => {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const digits = (type: Intl.DateTimeFormatPartTypes, length: number) =>
    (parts.get(type) ?? '').padStart(length, '0')
  return `${digits('year', 4)}-${digits('month', 2)}-${digits('day', 2)}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The parts are put together by hand: how a locale writes dates changes with the version of ICU. */
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}

/** The date before or after another by a number of days. */
export const addDays = (date: CalendarDate, days: number): CalendarDate => {
  const instant = new Date(`${date}T00:00:00Z`)
  instant.setUTCDate(instant.getUTCDate() + days)
  return instant.toISOString().slice(0, 10)
}

/** The date a number of months later; where that month is too short, its last day. */
export const addMonths = (date: CalendarDate, months: number): CalendarDate => {
  const instant = new Date(`${date}T00:00:00Z`)
  const day = instant.getUTCDate()
  instant.setUTCDate(1)
  instant.setUTCMonth(instant.getUTCMonth() + months + 1, 0)
  instant.setUTCDate(Math.min(day, instant.getUTCDate()))
  return instant.toISOString().slice(0, 10)
}
