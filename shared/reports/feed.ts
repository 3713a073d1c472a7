import { inLanguage, type Language } from '#kernel/localised-text'
import { element, escaped } from './markup.ts'
import type { ReportRun } from './model.ts'
import { formatsIn } from './present/format.ts'

const TITLES = { en: 'Monitoring reports', ru: 'Отчёты о мониторинге' } as const

/** Finished runs as an Atom feed (RFC 4287), the newest first.
 *  @param apiUrl where people reach the API */
export const atomFeed = (
  runs: readonly ReportRun[],
  { language, apiUrl }: { readonly language: Language; readonly apiUrl: string },
): string => {
  const self = `${apiUrl}/report-feed`
  const updated = runs.map(({ finishedAt }) => finishedAt ?? NEVER).reduce((a, b) => (a > b ? a : b), NEVER)
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
    element('title', {}, escaped(TITLES[language])),
    element('id', {}, escaped(self)),
    element('updated', {}, updated),
    element('author', {}, element('name', {}, 'Agglomera')),
    element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
    ...runs.map((run) => entryOf(run, language, apiUrl)),
  )}\n`
}

/** Of a feed without entries: it must say when it changed, and it never has. */
const NEVER = '1970-01-01T00:00:00.000Z'

const entryOf = (
  { id, content, period, startedAt, finishedAt }: ReportRun,
  language: Language,
  apiUrl: string,
) => {
  const address = `${apiUrl}/report-runs/${id}`
  const title = `${inLanguage(content.names, language)}, ${formatsIn(language).period(period)}`
  return element(
    'entry',
    {},
    element('title', {}, escaped(title)),
    element('id', {}, escaped(address)),
    element('published', {}, startedAt),
    element('updated', {}, finishedAt ?? startedAt),
    element('link', { rel: 'alternate', type: 'application/json', href: address }),
    element('summary', {}, escaped(title)),
  )
}
