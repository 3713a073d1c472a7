import type { Language } from '#kernel/localised-text'
import { frequencyOf, type Period, referenceDate } from '#monitoring/model'
import type { Cell } from './blocks.ts'

/** How numbers, dates and periods are written in one language. */
export interface Formats {
  readonly language: Language
  /** `1,234.50` */
  number(value: number, decimals: number): string
  /** With its sign: `+12`, `−3`, `0`. */
  difference(value: number, decimals: number): string
  /** Of a share: 0.034 is `3.4%`. */
  percent(share: number): string
  /** With its sign. */
  growth(share: number): string
  /** Of a chart's axis: short. */
  axis(value: number): string
  /** `Q1 2026`, `1-й квартал 2026 г.` */
  period(period: Period): string
  /** The same where there is little room: `1 кв. 2026`. */
  shortPeriod(period: Period): string
  /** `1 March 2026` */
  date(date: string): string
  /** `1 March 2026 at 09:30 UTC` */
  moment(instant: string): string
  /** The form of a word that goes with a number: `{ one, few, many, other }`. */
  plural(count: number, forms: PluralForms): string
}

/** The forms of a word by the categories of the Unicode CLDR; a category that a language lacks is left out. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

const LOCALES = { en: 'en-GB', ru: 'ru-RU' } as const

const PERCENT = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const
const SIGN = { signDisplay: 'exceptZero' } as const

/** A way to write numbers; Intl takes a thousand times as long to make one as to use it. */
const cached = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>()
  return (key) => {
    const known = made.get(key) ?? make(key)
    made.set(key, known)
    return known
  }
}

/** The formats of a language. They use Intl alone, in UTC. */
export const formatsIn = cached((language: Language): Formats => {
  const locale = LOCALES[language]
  const fixed = cached(
    (decimals: number) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  )
  const signed = cached(
    (decimals: number) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        ...SIGN,
      }),
  )
  const percent = new Intl.NumberFormat(locale, PERCENT)
  const growth = new Intl.NumberFormat(locale, { ...PERCENT, ...SIGN })
  const axis = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const month = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  const shortMonth = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
  const rules = new Intl.PluralRules(locale)
  const date = (text: string) => day.format(new Date(`${text}T00:00:00Z`))
  return {
    language,
    number: (value, decimals) => fixed(decimals).format(value),
    difference: (value, decimals) => signed(decimals).format(value),
    percent: (share) => percent.format(share),
    growth: (share) => growth.format(share),
    axis: (value) => axis.format(value),
    period: (period) => {
      switch (frequencyOf(period)) {
        case 'A':
          return language === 'ru' ? `${period} г.` : period
        case 'Q': {
          const [year, quarter] = period.split('-Q')
          return language === 'ru' ? `${quarter}-й квартал ${year} г.` : `Q${quarter} ${year}`
        }
        case 'M':
          return month.format(new Date(`${referenceDate(period)}T00:00:00Z`))
      }
    },
    shortPeriod: (period) => {
      switch (frequencyOf(period)) {
        case 'A':
          return period
        case 'Q': {
          const [year, quarter] = period.split('-Q')
          return language === 'ru' ? `${quarter} кв. ${year}` : `Q${quarter} ${year}`
        }
        case 'M':
          return shortMonth.format(new Date(`${referenceDate(period)}T00:00:00Z`))
      }
    },
    date,
    moment: (instant) => `${date(instant.slice(0, 10))}, ${time.format(new Date(instant))} UTC`,
    plural: (count, forms) => `${fixed(0).format(count)} ${forms[rules.select(count)] ?? forms.other}`,
  }
})

/** How a workbook writes a number with so many decimals. */
const workbookFormat = (decimals: number): string =>
  decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`

/** A number in a cell. */
export const numberCell = (formats: Formats, value: number, decimals: number, written?: string): Cell => ({
  text: written ?? formats.number(value, decimals),
  number: { value, format: workbookFormat(decimals) },
})

/** A share in a cell, as a percentage. */
export const percentCell = (formats: Formats, share: number): Cell => ({
  text: formats.percent(share),
  number: { value: share, format: '0.0%' },
})

/** A rate of growth in a cell, with its sign. */
export const growthCell = (formats: Formats, share: number): Cell => ({
  text: formats.growth(share),
  number: { value: share, format: '+0.0%;-0.0%;0.0%' },
})

/** An empty cell, for what there is not. */
export const NOTHING: Cell = { text: '—' }
