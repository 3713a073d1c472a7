import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { list, moment, period as periodText, whole } from '../../../../format.ts'
import { language, say } from '../../../../language.ts'
import type { ReportRun } from '../../../../types.ts'
import { Facts } from '../../../../ui/facts.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { ReportFrame } from '../../../../ui/report-frame.tsx'
import { reportDefinitionOf, runsOf } from '../../data.ts'
import { t } from '../../texts/reports/index.ts'
import { useIndicators } from '../../ui/indicators.ts'
import { usePeople } from '../../ui/person-field.tsx'
import { Runs } from '../../ui/reports/runs.tsx'
import { NextTimes } from '../../ui/reports/schedule-fields.tsx'
import { scheduleText } from '../../ui/reports/schedule-words.ts'
import { useScopeName } from '../../ui/reports/scope-name.ts'

const route = getRouteApi('/report-definitions/$id')

/** One report: how it is defined, when it is due, what was made of it, and the newest to look at. */
export const ReportDefinitionPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(reportDefinitionOf(id))
  const { content } = data.report
  const scopeName = useScopeName()
  const { nameOf } = useIndicators()
  const people = usePeople()
  const recipients = content.recipients.map(({ person, language: wanted }) =>
    t.recipientIn(people.get(person) ?? person, t.languages[wanted]),
  )
  return (
    <>
      <Heading title={say(content.names)} lead={scheduleText(content.schedule)}>
        <p className="ways">
          <Link to="/report-definitions">{t.back}</Link>
          <Link to="/report-definitions/$id/edit" params={{ id }}>
            {t.change}
          </Link>
        </p>
      </Heading>
      <Facts
        facts={[
          [t.labels.scope, scopeName(content.scope)],
          [t.labels.audience, t.audiences[content.audience]],
          [t.labels.frequency, t.frequencies[content.frequency]],
          [t.labels.periods, whole(content.periods)],
          [t.labels.indicators, list(content.indicators.map(nameOf))],
          [t.labels.sections, list(content.sections.map((section) => t.sections[section]))],
          [t.labels.formats, list(content.formats.map((format) => t.formats[format]))],
          [t.labels.languages, list(content.languages.map((one) => t.languages[one]))],
          [t.labels.recipients, list(recipients)],
        ]}
      />
      {content.schedule !== null && <NextTimes schedule={content.schedule} />}
      <Runs id={id} audience={content.audience} name={say(content.names)} />
      <Preview id={id} />
    </>
  )
}

/** The page of a run in the reader's language, else in any. */
const pageOf = ({ files }: ReportRun) =>
  files.find((file) => file.format === 'html' && file.language === language) ??
  files.find(({ format }) => format === 'html')

/** The newest report that was made, to be looked at. */
const Preview = ({ id }: { readonly id: string }) => {
  const { data: runs = [] } = useQuery(runsOf(id))
  const newest = runs.find((run) => run.state === 'finished')
  const page = newest && pageOf(newest)
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t.preview}</h2>
      {newest === undefined || page === undefined ? (
        <p>{newest === undefined ? t.nothingMade : t.noPage}</p>
      ) : (
        <>
          <p>{t.previewOf(periodText(newest.period), moment(newest.finishedAt ?? newest.startedAt))}</p>
          <ReportFrame
            key={newest.id}
            run={newest.id}
            name={page.name}
            title={t.previewOf(periodText(newest.period), moment(newest.finishedAt ?? newest.startedAt))}
          />
        </>
      )}
    </section>
  )
}
