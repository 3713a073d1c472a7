import type { CalendarDate } from '#kernel/clock'
import { inLanguage, type Language, type PlatformText } from '#kernel/localised-text'
import type { Notice } from './notice.ts'

type Kind = Notice['kind']

/** What happened, as a subject line; the cluster's name follows it. */
const HAPPENED: Readonly<Record<Kind, PlatformText>> = {
  'application-returned': { en: 'Application returned', ru: 'Заявка возвращена' },
  'application-approved': { en: 'Application approved', ru: 'Заявка одобрена' },
  'application-refused': { en: 'Application refused', ru: 'В заявке отказано' },
  'application-lapsed': { en: 'Application lapsed', ru: 'Заявка утратила силу' },
  'entry-suspended': { en: 'Entry suspended', ru: 'Запись приостановлена' },
  'entry-reinstated': { en: 'Entry reinstated', ru: 'Запись возобновлена' },
  'entry-removed': { en: 'Entry removed', ru: 'Запись исключена' },
  'entry-annulled': { en: 'Entry annulled', ru: 'Запись аннулирована' },
  'facts-amended-elsewhere': {
    en: 'Facts amended in another register',
    ru: 'Сведения изменены в другом реестре',
  },
  'confirmation-due': { en: 'Yearly confirmation due', ru: 'Пора подтвердить сведения' },
  'decision-expires': { en: 'Decision expires', ru: 'Срок решения истекает' },
}

/** What it means and what is to be done. */
const MEANING: Readonly<Record<Kind, PlatformText>> = {
  'application-returned': {
    en: 'The application came back to you. Correct it and submit it again before it lapses.',
    ru: 'Заявка вернулась к вам. Исправьте её и подайте снова, пока она не утратила силу.',
  },
  'application-approved': {
    en: 'The application was approved; the register shows the result.',
    ru: 'Заявка одобрена; результат виден в реестре.',
  },
  'application-refused': { en: 'The application was refused.', ru: 'По заявке принято решение об отказе.' },
  'application-lapsed': {
    en: 'The returned application was not submitted again in time. A new one can be made.',
    ru: 'Возвращённую заявку не подали вновь в срок. Можно подать новую.',
  },
  'entry-suspended': {
    en: 'The entry in the register was suspended. Duties to report go on.',
    ru: 'Запись в реестре приостановлена. Обязанность отчитываться сохраняется.',
  },
  'entry-reinstated': { en: 'The entry is in force again.', ru: 'Запись снова действует.' },
  'entry-removed': { en: 'The entry was removed from the register.', ru: 'Запись исключена из реестра.' },
  'entry-annulled': {
    en: 'The entry was annulled: it is void from the start.',
    ru: 'Запись аннулирована: она недействительна с самого начала.',
  },
  'facts-amended-elsewhere': {
    en: 'Another register in which the cluster stands has amended its facts. Check your own entry.',
    ru: 'Сведения о кластере изменены в другом реестре, где он состоит. Проверьте свою запись.',
  },
  'confirmation-due': {
    en: 'Confirm that the registered facts of the cluster still hold, or apply to amend them.',
    ru: 'Подтвердите, что внесённые в реестр сведения о кластере верны, или подайте заявку на изменение.',
  },
  'decision-expires': {
    en: 'The decision by which the cluster stands in the register ends. Apply for confirmation in time.',
    ru: 'Срок решения, по которому кластер состоит в реестре, истекает. Вовремя подайте заявку о подтверждении.',
  },
}

const LABELS = {
  cluster: { en: 'Cluster', ru: 'Кластер' },
  due: { en: 'Date', ru: 'Срок' },
  reason: { en: 'Reason', ru: 'Основание' },
  appeal: { en: 'How to appeal', ru: 'Порядок обжалования' },
} as const satisfies Record<string, PlatformText>

/** A notice as an e-mail says it.
 *  @param cluster what the cluster is called in that language */
export const noticeWords = (
  { kind, due, reason, appeal }: Pick<Notice, 'kind' | 'due' | 'reason' | 'appeal'>,
  cluster: string,
  language: Language,
): { readonly subject: string; readonly text: string } => {
  const line = (label: PlatformText, value: string | undefined) =>
    value === undefined ? [] : [`${label[language]}: ${value}`]
  const lines = [
    MEANING[kind][language],
    '',
    ...line(LABELS.cluster, cluster),
    ...line(LABELS.due, due && written(due, language)),
    ...line(LABELS.reason, reason),
    ...line(LABELS.appeal, appeal && inLanguage(appeal, language)),
  ]
  const subject = `${HAPPENED[kind][language]}: ${cluster}`.replaceAll(/\s+/g, ' ').slice(0, 200)
  return { subject, text: `${lines.join('\n')}\n` }
}

const written = (date: CalendarDate, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
