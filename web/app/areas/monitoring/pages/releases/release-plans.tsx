import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { list, moment, period as periodText } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { useHolds } from '../../../../session/may.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { PagedTable } from '../../../../ui/paged-table.tsx'
import { t as words } from '../../../../words/index.ts'
import { releasePlans } from '../../data.ts'
import { t } from '../../texts/releases/index.ts'

/** All releases, those to come first, for who publishes. */
export const ReleasePlansPage = () => {
  const publishes = useHolds('release.publish')
  const found = useInfiniteQuery(releasePlans())
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      {publishes && (
        <p className="ways">
          <Link to="/release-plans/new">{t.plan}</Link>
        </p>
      )}
      <PagedTable
        found={found}
        none={t.none}
        caption={t.title}
        rowKey={({ release }) => release}
        columns={[
          {
            key: 'title',
            name: t.release,
            cell: ({ release, title }) => (
              <Link to="/release-plans/$id" params={{ id: release }}>
                {say(title)}
              </Link>
            ),
          },
          { key: 'number', name: t.number, numeric: true, cell: ({ number }) => number ?? '–' },
          { key: 'state', name: t.state, cell: ({ status }) => words.releaseStates[status] },
          { key: 'due', name: t.labels.releaseAt, cell: ({ releaseAt }) => moment(releaseAt) },
          {
            key: 'periods',
            name: t.labels.periods,
            cell: ({ periods }) => list(periods.map(periodText)),
          },
        ]}
      />
    </>
  )
}
