import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { moment } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { ForHolders } from '../../../../session/may.tsx'
import { t as common } from '../../../../texts/index.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
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
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={5} />}
      {found.isSuccess && rows.length === 0 && !found.hasNextPage && <p>{t.none}</p>}
      {rows.length > 0 && (
        <Table
          caption={t.title}
          quietCaption
          rows={rows}
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
      )}
      {found.hasNextPage && (
        <button type="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {common.more}
        </button>
      )}
    </>
  )
}
