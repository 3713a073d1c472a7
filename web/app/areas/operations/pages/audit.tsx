import '../operations.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { moment } from '../../../format.ts'
import { ForHolders } from '../../../session/may.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { changes } from '../data.ts'
import { t } from '../texts/index.ts'
import { AuditFilterForm } from '../ui/audit-filter-form.tsx'
import { SealedDays } from '../ui/sealed-days.tsx'

const route = getRouteApi('/audit')

/** Who changed what when. */
export const AuditPage = () => {
  return (
    <>
      <Heading title={t.audit.title} lead={t.audit.lead} />
      <ForHolders of={['audit.read']} lacking={t.audit.mayNot}>
        <Changes />
        <SealedDays />
      </ForHolders>
    </>
  )
}

const Changes = () => {
  const { lang: _, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useInfiniteQuery(changes(filter))
  const { record, actor, day } = filter
  const isToday = record === undefined && actor === undefined && day === undefined
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{t.audit.changes}</h2>
      <AuditFilterForm
        key={JSON.stringify(filter)}
        filter={filter}
        onShow={(search) => void navigate({ search, resetScroll: false })}
      />
      {isToday && <p className="quiet">{t.audit.today}</p>}
      <PagedTable
        found={found}
        caption={t.audit.changes}
        none={t.audit.none}
        rowKey={({ seenAt, sequence, record: of }) => `${seenAt} ${sequence} ${of}`}
        columns={[
          { key: 'at', name: t.audit.at, cell: ({ at }) => <span className="when">{moment(at)}</span> },
          {
            key: 'actor',
            name: t.audit.actor,
            cell: (row) => (
              <Link to="/audit" search={{ actor: row.actor }} title={t.audit.ofActor(row.actor)}>
                <code className="id">{row.actor}</code>
              </Link>
            ),
          },
          { key: 'action', name: t.audit.action, cell: ({ action }) => <code>{action}</code> },
          {
            key: 'change',
            name: t.audit.change,
            cell: ({ change, version }) =>
              version === null
                ? t.audit.kinds[change]
                : `${t.audit.kinds[change]}, ${t.audit.version(String(version))}`,
          },
          {
            key: 'record',
            name: t.audit.record,
            cell: (row) => (
              <Link to="/audit" search={{ record: row.record }} title={t.audit.ofRecord(row.record)}>
                <code className="id">{row.record}</code>
              </Link>
            ),
          },
          {
            key: 'request',
            name: t.audit.request,
            cell: ({ requestId }) => (requestId === null ? '–' : <code className="id">{requestId}</code>),
          },
        ]}
      />
    </section>
  )
}
