import type { Language, PlatformText } from '../../../kernel/localised-text.ts'
import type { Alert } from './alert.ts'

/** What was read when an alert's condition held last. */
export interface ToldFact extends Pick<Alert, 'condition' | 'period' | 'value'> {
  /** The indicator's name and unit, in the language of the message. */
  readonly figure?: { readonly name: string; readonly unit: string }
}

/** Forms of what is counted, by the plural category of the language (CLDR). */
export type CountedForms = Readonly<Record<Language, Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>

/** `3 days`, `3 дня` */
export const counted = (count: number, words: CountedForms, language: Language): string => {
  const forms = words[language]
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? forms.many ?? ''
  return `${new Intl.NumberFormat(language).format(count)} ${form}`
}

const DAYS: CountedForms = {
  en: { one: 'day', other: 'days' },
  ru: { one: 'день', few: 'дня', many: 'дней' },
}

/** What was read, and the limit that it passed. */
export const factOf = ({ condition, value, figure, period }: ToldFact, language: Language): string => {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const of = figure === undefined ? '' : `${figure.name}, ${period ?? ''}: `
  switch (condition.kind) {
    case 'threshold':
      return `${of}${number.format(value)} ${figure?.unit ?? ''} (${limit(condition.side, number.format(Number(condition.limit)), language)})`
    case 'change':
      return `${of}${percent.format(value)} (${limit(condition.side, percent.format(condition.limit), language)})`
    case 'coverage-below':
      return `${of}${COVERAGE[language]} ${percent.format(value)} (${limit('below', percent.format(condition.limit), language)})`
    case 'missed-deadline':
      return `${OVERDUE[language]} ${counted(value, DAYS, language)}`
    case 'stale-profile':
      return `${STALE[language]} ${counted(value, DAYS, language)}`
  }
}

const COVERAGE: PlatformText = { en: 'coverage', ru: 'полнота' }
const OVERDUE: PlatformText = { en: 'A deadline is overdue by', ru: 'Срок просрочен на' }
const STALE: PlatformText = {
  en: 'Neither changed nor confirmed for',
  ru: 'Не менялось и не подтверждалось',
}

const limit = (side: 'above' | 'below', value: string, language: Language): string => {
  const words = {
    above: { en: 'limit: above', ru: 'порог: выше' },
    below: { en: 'limit: below', ru: 'порог: ниже' },
  }
  return `${words[side][language]} ${value}`
}
