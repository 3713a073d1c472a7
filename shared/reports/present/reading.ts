import { inLanguage, type Language, type LocalisedText } from '#kernel/localised-text'
import type { Indicator, KpiRow } from '#monitoring/model'
import type { Absence, ReportStatement } from '../model.ts'
import { type Cell, text } from './blocks.ts'
import { type Formats, formatsIn, numberCell } from './format.ts'
import type { Words } from './words.ts'
import { ENGLISH } from './words-en.ts'
import { RUSSIAN } from './words-ru.ts'

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, ru: RUSSIAN }

/** What every section is presented with. */
export interface Reading {
  readonly document: ReportStatement
  readonly words: Words
  readonly formats: Formats
  say(name: LocalisedText): string
  /** An indicator by its code. @throws Error for one that the report does not describe */
  indicator(code: string): Indicator
  /** `Employment, persons` */
  measured(code: string): string
  /** A value with the sign of its status, or why there is none. */
  value(figure: Figure): Cell
}

interface Figure {
  readonly indicator: string
  readonly value: string | null
  readonly absence: Absence | null
  readonly obsStatus?: KpiRow['obsStatus'] | null
}

/** The reading of a report in a language. */
export const readingOf = (document: ReportStatement, language: Language): Reading => {
  const words = WORDS[language]
  const formats = formatsIn(language)
  const indicators = new Map<string, Indicator>(document.indicators.map((one) => [one.code, one]))
  const say = (name: LocalisedText) => inLanguage(name, language)
  const indicator = (code: string): Indicator => {
    const found = indicators.get(code)
    if (found === undefined) throw new Error(`the report does not describe the indicator ${code}`)
    return found
  }
  return {
    document,
    words,
    formats,
    say,
    indicator,
    measured: (code) => {
      const { name, unit } = indicator(code)
      return `${say(name)}, ${say(unit)}`
    },
    value: ({ indicator: code, value, absence, obsStatus }) => {
      if (value === null) return text(words.absences[absence ?? 'no-value'])
      const { decimals } = indicator(code)
      const sign = signOf(obsStatus)
      const written = formats.number(Number(value), decimals)
      return numberCell(formats, Number(value), decimals, sign === '' ? written : `${written} ${sign}`)
    },
  }
}

/** The letter behind a value; none behind a normal one. */
export const signOf = (status: KpiRow['obsStatus'] | null | undefined): string =>
  status === undefined || status === null || status === 'A' ? '' : status
