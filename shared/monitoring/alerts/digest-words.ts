import { inLanguage, type Language, type PlatformText } from '#kernel/localised-text'
import type { Alert, Severity } from './model.ts'

/** An alert as a message tells it. */
export interface ToldAlert extends Pick<Alert, 'name' | 'severity' | 'condition' | 'period' | 'value'> {
  readonly subjectName: string
  /** The indicator's name and unit, in the language of the message. */
  readonly figure?: { readonly name: string; readonly unit: string }
}

const SEVERITY: Readonly<Record<Severity, PlatformText>> = {
  critical: { en: 'Critical', ru: 'Критично' },
  warning: { en: 'Warning', ru: 'Внимание' },
  info: { en: 'Note', ru: 'К сведению' },
}

/** By the plural category of the language (CLDR). */
const COUNTED: Readonly<Record<Language, Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>> = {
  en: { one: 'new alert', other: 'new alerts' },
  ru: { one: 'новое предупреждение', few: 'новых предупреждения', many: 'новых предупреждений' },
}

const DAYS: typeof COUNTED = {
  en: { one: 'day', other: 'days' },
  ru: { one: 'день', few: 'дня', many: 'дней' },
}

const LEAD: PlatformText = {
  en: 'You get this because of a power that you use over what it concerns. The alerts stand at GET /api/v1/alerts until they are resolved or their cause is gone.',
  ru: 'Вы получили это по полномочию над тем, чего оно касается. Предупреждения видны по GET /api/v1/alerts, пока они не сняты или не исчезла причина.',
}

/** One message about some alerts, the gravest first. */
export const digestWords = (
  alerts: readonly ToldAlert[],
  language: Language,
): { readonly subject: string; readonly text: string; readonly html: string } => {
  const subject = `${counted(alerts.length, COUNTED, language)}: ${alerts[0] === undefined ? '' : titleOf(alerts[0], language)}`
  const blocks = alerts.map((alert) => ({ title: titleOf(alert, language), fact: factOf(alert, language) }))
  return {
    subject: subject.replaceAll(/\s+/g, ' ').slice(0, 200),
    text: `${blocks.map(({ title, fact }) => `${title}\n  ${fact}`).join('\n\n')}\n\n${LEAD[language]}\n`,
    html: `<ul>${blocks.map(({ title, fact }) => `<li><strong>${escaped(title)}</strong><br>${escaped(fact)}</li>`).join('')}</ul><p>${escaped(LEAD[language])}</p>`,
  }
}

const titleOf = ({ severity, name, subjectName }: ToldAlert, language: Language): string =>
  `${SEVERITY[severity][language]}: ${inLanguage(name, language)} – ${subjectName}`

/** What was read, and the limit that it passed. */
const factOf = ({ condition, value, figure, period }: ToldAlert, language: Language): string => {
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

const COVERAGE: PlatformText = { en: 'coverage', ru: 'охват' }
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

const counted = (count: number, words: typeof COUNTED, language: Language): string => {
  const forms = words[language]
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? forms.many ?? ''
  return `${new Intl.NumberFormat(language).format(count)} ${form}`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '')
