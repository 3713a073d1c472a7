import { inLanguage, type Language, type PlatformText } from '#kernel/localised-text'
import { type Alert, type CountedForms, counted, factOf, type Severity, type ToldFact } from './model.ts'

/** An alert as a message tells it. */
export interface ToldAlert extends ToldFact, Pick<Alert, 'name' | 'severity'> {
  readonly subjectName: string
}

const SEVERITY: Readonly<Record<Severity, PlatformText>> = {
  critical: { en: 'Critical', ru: 'Критично' },
  warning: { en: 'Warning', ru: 'Внимание' },
  info: { en: 'Note', ru: 'К сведению' },
}

const COUNTED: CountedForms = {
  en: { one: 'new alert', other: 'new alerts' },
  ru: { one: 'новое предупреждение', few: 'новых предупреждения', many: 'новых предупреждений' },
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

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '')
