import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { moment } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { ForHolders } from '../../../../session/may.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { PagedTable } from '../../../../ui/paged-table.tsx'
import { reportDefinitions } from '../../data.ts'
import { t } from '../../texts/reports/index.ts'
import { scheduleText } from '../../ui/reports/schedule-words.ts'
import { useScopeName } from '../../ui/reports/scope-name.ts'

/** The reports that the reader may have made. */
export const ReportDefinitionsPage = () => {
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      <ForHolders of={['report.schedule']} lacking={t.mayNot}>
        <p className="ways">
          <Link to="/report-definitions/new">{t.define}</Link>
        </p>
        <Definitions />
      </ForHolders>
    </>
  )
}

const Definitions = () => {
  const found = useInfiniteQuery(reportDefinitions())
  const scopeName = useScopeName()
  return (
    <PagedTable
      found={found}
      none={t.none}
      caption={t.title}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          name: t.report,
          cell: ({ id, content }) => (
            <Link to="/report-definitions/$id" params={{ id }}>
              {say(content.names)}
            </Link>
          ),
        },
        { key: 'scope', name: t.labels.scope, cell: ({ content }) => scopeName(content.scope) },
        {
          key: 'audience',
          name: t.labels.audience,
          cell: ({ content }) => t.audiences[content.audience],
        },
        {
          key: 'schedule',
          name: t.labels.schedule,
          cell: ({ content }) => scheduleText(content.schedule),
        },
        {
          key: 'next',
          name: t.next,
          cell: ({ nextRun }) => (nextRun === null ? '–' : moment(nextRun)),
        },
      ]}
    />
  )
}
