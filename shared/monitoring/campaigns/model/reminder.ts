import { addDays, type CalendarDate } from '#kernel/clock'
import { inLanguage, type Language } from '#kernel/localised-text'
import type { Campaign } from './campaign.ts'
import type { Standing } from './form.ts'

/** Days after its day on which a reminder is still sent, in case the job did not run. */
const GRACE = 2

/** Where a cluster stands when it is reminded: nothing is with who verifies it. */
const REMINDED: ReadonlySet<Standing> = new Set(['owing', 'saved', 'late', 'returned'])

export const isReminded = (standing: Standing): boolean => REMINDED.has(standing)

/** The reminder that is due on a day, as days from the deadline: the last one whose day has come, for two days. */
export const reminderDue = (
  { deadline, reminders }: Pick<Campaign, 'deadline' | 'reminders'>,
  today: CalendarDate,
): number | undefined =>
  reminders
    .filter((days) => addDays(deadline, days) <= today && today <= addDays(deadline, days + GRACE))
    .sort((a, b) => b - a)[0]

/** A message to one person about one cluster. */
export interface Reminder {
  readonly id: string
  readonly to: string
  readonly language: Language
  readonly subject: string
  readonly text: string
}

/** What a reminder says. Its id is the same for the same person, cluster and day, so that it is sent once. */
export const reminderFor = (
  { id, name, deadline, period }: Pick<Campaign, 'id' | 'name' | 'deadline' | 'period'>,
  about: {
    readonly cluster: string
    readonly clusterName: string
    readonly standing: Standing
    readonly days: number
  },
  { person, language }: { readonly person: string; readonly language: Language },
): Reminder => {
  const { cluster, clusterName, standing, days } = about
  const campaign = inLanguage(name, language)
  const words = WORDS[language]
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${deadline}T00:00:00Z`),
  )
  const late = standing === 'late' || days > 0
  return {
    id: `campaign-reminder#${id}#${days}#${cluster}#${person}`,
    to: person,
    language,
    subject: line(late ? words.late(campaign, clusterName) : words.due(campaign, clusterName)),
    text: [
      words.greeting,
      words.what(campaign, period, clusterName),
      standing === 'returned' ? words.returned : standing === 'saved' ? words.saved : words.nothing,
      late ? words.was(date) : words.until(date),
    ].join('\n\n'),
  }
}

/** One line of at most 200 characters, as a subject has to be. */
const line = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 200)

const WORDS = {
  en: {
    due: (campaign: string, cluster: string) => `Figures are due: ${campaign} – ${cluster}`,
    late: (campaign: string, cluster: string) => `Figures are overdue: ${campaign} – ${cluster}`,
    greeting: 'Good day,',
    what: (campaign: string, period: string, cluster: string) =>
      `"${campaign}" asks ${cluster} for its figures of ${period}.`,
    nothing: 'Nothing has been submitted yet.',
    saved: 'The form is filled in in part but has not been submitted.',
    returned: 'The form was returned with comments: please answer them and submit it again.',
    until: (date: string) => `The deadline is ${date}.`,
    was: (date: string) => `The deadline was ${date}. Figures are still taken until the campaign is closed.`,
  },
  ru: {
    due: (campaign: string, cluster: string) => `Напоминание о сроке: ${campaign} – ${cluster}`,
    late: (campaign: string, cluster: string) => `Срок прошёл: ${campaign} – ${cluster}`,
    greeting: 'Здравствуйте!',
    what: (campaign: string, period: string, cluster: string) =>
      `В рамках кампании «${campaign}» ожидаются показатели кластера ${cluster} за ${period}.`,
    nothing: 'Пока ничего не представлено.',
    saved: 'Форма заполнена частично, но не представлена.',
    returned: 'Форма возвращена с замечаниями: ответьте на них и представьте её снова.',
    until: (date: string) => `Срок — ${date}.`,
    was: (date: string) => `Срок был ${date}. Показатели принимаются, пока кампания не закрыта.`,
  },
} as const
