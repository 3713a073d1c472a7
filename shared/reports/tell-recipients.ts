import type { Message } from '#delivery/readers'
import { inLanguage, type Language } from '#kernel/localised-text'
import { downloadName, fileKey, type ReportRun } from './model.ts'
import { formatsIn } from './present/format.ts'

/** Larger files are not attached: mail services refuse messages of more than 10 MB, and Base64 adds a third. */
const MOST_ATTACHED = 6_000_000

interface Words {
  readonly ready: (name: string, period: string) => string
  readonly attached: string
  readonly found: (address: string) => string
  readonly late: (due: string) => string
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    ready: (name, period) => `The report “${name}” for ${period} is ready.`,
    attached: 'It is attached as a PDF.',
    found: (address) => `All its files: ${address}`,
    late: (due) => `It is late: it was due on ${due}, when the platform was not running.`,
  },
  ru: {
    ready: (name, period) => `Готов отчёт «${name}», период: ${period}.`,
    attached: 'Отчёт приложен в формате PDF.',
    found: (address) => `Все файлы отчёта: ${address}`,
    late: (due) => `Отчёт составлен с опозданием: срок наступил ${due}, когда платформа не работала.`,
  },
}

/** What the recipients of a finished run are told, each in their language.
 *  @param apiUrl where people reach the API */
export const messagesOf = (run: ReportRun, apiUrl: string): readonly Message[] =>
  run.content.recipients.map(({ person, language }) => {
    const words = WORDS[language]
    const formats = formatsIn(language)
    const name = inLanguage(run.content.names, language)
    const pdf = run.files.find(
      (file) => file.format === 'pdf' && file.language === language && file.bytes <= MOST_ATTACHED,
    )
    return {
      id: `${run.id}-${person}-${language}`,
      to: person,
      language,
      subject: `${name}, ${formats.period(run.period)}`,
      text: [
        words.ready(name, formats.period(run.period)),
        ...(run.due?.late === true ? [words.late(formats.moment(run.due.at))] : []),
        ...(pdf === undefined ? [] : [words.attached]),
        words.found(`${apiUrl}/report-runs/${run.id}`),
      ].join('\n'),
      ...(pdf !== undefined && {
        attachments: [
          {
            bucket: 'reports' as const,
            key: fileKey(run.id, pdf.name),
            fileName: downloadName(run, pdf),
            contentType: 'application/pdf',
          },
        ],
      }),
    }
  })
