import type { Language } from '#kernel/localised-text'
import type { ReportDocument, ReportStatement, Section } from '../model.ts'
import { presentAlerts } from './alerts.ts'
import type { Presented, PresentedSection } from './blocks.ts'
import { presentKeyFigures } from './key-figures.ts'
import { presentMethod } from './method.ts'
import { presentQuality } from './quality.ts'
import { presentRanking } from './ranking.ts'
import { type Reading, readingOf } from './reading.ts'
import { presentClusters, presentRegistry } from './registry.ts'
import { presentTrends } from './trends.ts'

/** What a report says, as it is read in a language. What has no name in that language is named in another one. */
export const presentedStatement = (said: ReportStatement, language: Language) => {
  const reading = readingOf(said, language)
  const { words, formats, say } = reading
  const { subject, names, period } = said
  const place =
    subject.kind === 'nation' ? say(subject.name) : `${words.subjects[subject.kind]}: ${say(subject.name)}`
  return {
    words,
    formats,
    title: say(names),
    subtitle: `${place}, ${formats.period(period)}`,
    audience: words.audience[said.audience],
    sections: said.sections.map((section) => presentSection(reading, section)),
  }
}

/** A report as it is read in a language. */
export const presented = (document: ReportDocument, language: Language): Presented => {
  const { words, formats, title, subtitle, audience, sections } = presentedStatement(document, language)
  const { due, training } = document
  return {
    language,
    ...(training && { training: words.training }),
    title,
    subtitle,
    statements: [
      ...(training ? [words.training.notice] : []),
      words.madeAt(formats.moment(document.madeAt)),
      ...(due?.late === true ? [words.late(formats.moment(due.at))] : []),
      ...(due === null || due.skipped === 0
        ? []
        : [words.skipped(formats.plural(due.skipped, words.scheduledTimes))]),
      audience,
    ],
    sections,
    contents: words.contents,
    footer: `${words.report} · ${document.run}`,
    madeAt: document.madeAt,
  }
}

const presentSection = (reading: Reading, section: Section): PresentedSection => {
  switch (section.section) {
    case 'key-figures':
      return presentKeyFigures(reading, section.figures)
    case 'trends':
      return presentTrends(reading, section.trends)
    case 'ranking':
      return presentRanking(reading, section.rankings)
    case 'quality':
      return presentQuality(reading, section.quality)
    case 'alerts':
      return presentAlerts(reading, section.alerts)
    case 'registry':
      return presentRegistry(reading, section)
    case 'clusters':
      return presentClusters(reading, section)
    case 'method':
      return presentMethod(reading)
  }
}
