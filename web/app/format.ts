import { language } from './language.ts'

const NARROW = '\u202F'

const formats = new Map<string, Intl.NumberFormat>()
const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = JSON.stringify(options)
  const format = formats.get(key) ?? new Intl.NumberFormat(language, options)
  formats.set(key, format)
  return format
}

/** A decimal as the language writes it, exactly: `30,169,648`, `30 169 648`.
 *  @param value a decimal in digits, as the API gives it
 *  @param decimals the most that are shown; rounding is half away from zero */
export const decimal = (value: string, decimals: number): string =>
  numberFormat({ maximumFractionDigits: decimals, roundingMode: 'halfExpand' }).format(
    // The cast: the type of a string is narrower than what the standard takes (a decimal in digits).
    value as `${number}`,
  )

export const whole = (count: number): string => numberFormat({ maximumFractionDigits: 0 }).format(count)

/** A share as a percentage: `94.5 %`. */
export const percent = (share: number): string =>
  numberFormat({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share)

/** A change as a signed percentage, none as it is: `+3.0%`, in Russian `+3,0 %`. */
export const signedPercent = (share: number): string =>
  numberFormat({
    style: 'percent',
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share)

export const signedDecimal = (value: number, decimals: number): string =>
  numberFormat({
    signDisplay: 'exceptZero',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value)

const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })

/** A calendar date, or the day (UTC) of an instant. */
export const day = (date: string): string =>
  unbroken(days.format(new Date(date.length === 10 ? `${date}T00:00:00Z` : date)))

/** In Russian the abbreviated word for year stays with its number. */
const unbroken = (date: string): string => date.replace(' г.', '\u00A0г.')

const moments = new Intl.DateTimeFormat(language, {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})

/** An instant as the reader's clock shows it, with the zone of that clock. */
export const moment = (instant: string): string => unbroken(moments.format(new Date(instant)))

/** `2025`, `2025 Q3`, `March 2025`. */
export const period = (code: string): string => {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(code)
  if (quarter) return language === 'ru' ? `${quarter[2]} кв. ${quarter[1]}` : `${quarter[1]} Q${quarter[2]}`
  const month = /^(\d{4})-(\d{2})$/.exec(code)
  if (!month) return code
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${code}-01T00:00:00Z`),
  )
}

/** A file's size. */
export const bytes = (size: number): string => {
  const units = ['byte', 'kilobyte', 'megabyte'] as const
  const step = size < 1000 ? 0 : size < 1_000_000 ? 1 : 2
  return numberFormat({ style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: 1 })
    .format(size / 1000 ** step)
    .replace(' ', NARROW)
}

const lists = new Intl.ListFormat(language, { style: 'long', type: 'conjunction' })
export const list = (items: readonly string[]): string => lists.format(items)

/** Orders texts as the language does. */
export const collator = new Intl.Collator(language, { numeric: true })
