import { Link } from '@tanstack/react-router'
import { list } from '../format.ts'
import { say } from '../language.ts'
import { t } from '../texts/index.ts'
import type { ClusterSummary } from '../types.ts'
import { useCodes } from './codes.ts'
import { Table } from './table.tsx'

/** Clusters as the register lists them. */
export const ClusterTable = ({ clusters }: { readonly clusters: readonly ClusterSummary[] }) => {
  const regions = useCodes('regions')
  const categories = useCodes('categories')
  return (
    <Table
      caption={t.register.title}
      quietCaption
      rows={clusters}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          name: t.register.title,
          cell: ({ id, names }) => (
            <Link to="/clusters/$id" params={{ id }}>
              {say(names)}
            </Link>
          ),
        },
        {
          key: 'category',
          name: t.register.category,
          cell: ({ primaryCategory }) => (
            <Link to="/categories/$code" params={{ code: primaryCategory }}>
              {categories.nameOf(primaryCategory)}
            </Link>
          ),
        },
        { key: 'regions', name: t.register.region, cell: (row) => list(row.regions.map(regions.nameOf)) },
        { key: 'stage', name: t.register.stage, cell: ({ stage }) => (stage ? t.stages[stage] : '–') },
        {
          key: 'entry',
          name: t.register.entry,
          cell: ({ entries }) =>
            entries.length === 0 ? (
              t.register.noEntry
            ) : (
              <span className="together">{entries.map(({ number }) => number).join(', ')}</span>
            ),
        },
        {
          key: 'status',
          name: t.register.status,
          cell: ({ status }) => <Status status={status} />,
        },
      ]}
    />
  )
}

/** The state of a cluster or an entry in words, with a mark that does not need colour. */
export const Status = ({ status }: { readonly status: keyof typeof t.statuses }) => (
  <span className="state" data-state={status}>
    {t.statuses[status]}
  </span>
)
