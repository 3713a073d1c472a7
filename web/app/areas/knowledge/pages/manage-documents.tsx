import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { day } from '../../../format.ts'
import { say } from '../../../language.ts'
import { MayNot, useHolds } from '../../../session/may.tsx'
import { t as common } from '../../../texts/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { ownDocuments } from '../data.ts'
import { STATUSES } from '../statuses.ts'
import { t } from '../texts/index.ts'

const route = getRouteApi('/documents/manage')

/** The documents that the person works on, in every state. */
export const ManageDocumentsPage = () => {
  const { status } = route.useSearch()
  const navigate = route.useNavigate()
  const publishes = useHolds('document.publish')
  const found = useInfiniteQuery(ownDocuments(status))
  return (
    <>
      <Heading title={t.list.title} lead={t.list.lead}>
        <p className="ways">
          {publishes && <Link to="/documents/new">{t.list.publish}</Link>}
          <Link to="/documents">{t.list.library}</Link>
        </p>
        {publishes === false && (
          <MayNot of={{ may: false, why: t.create.mayNot, power: 'document.publish' }} quiet />
        )}
      </Heading>
      <div className="fields">
        <Choice
          name={t.list.status}
          value={status ?? ''}
          options={[['', common.all], ...STATUSES.map((one) => [one, t.statuses[one]] as const)]}
          onChange={(next) =>
            void navigate({ search: next === '' ? {} : { status: next }, replace: true, resetScroll: false })
          }
        />
      </div>
      <PagedTable
        found={found}
        none={t.list.none}
        caption={t.list.title}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'document',
            name: t.list.document,
            cell: ({ id, titles }) => (
              <Link to="/documents/$id/manage" params={{ id }}>
                {say(titles)}
              </Link>
            ),
          },
          { key: 'status', name: t.list.status, cell: (row) => t.statuses[row.status] },
          { key: 'visibility', name: t.list.visibility, cell: (row) => t.visibilities[row.visibility] },
          { key: 'file', name: t.list.file, cell: ({ fileName }) => fileName },
          { key: 'changed', name: t.list.changed, cell: ({ updatedAt }) => day(updatedAt) },
        ]}
      />
    </>
  )
}
