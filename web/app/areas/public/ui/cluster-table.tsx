import { Link } from '@tanstack/react-router'
import { list } from '../../../format.ts'
import { say } from '../../../language.ts'
import type { ClusterSummary } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { t as words } from '../../../words/index.ts'
import { t } from '../texts/index.ts'

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
          name: t.register.cluster,
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
        { key: 'stage', name: t.register.stage, cell: ({ stage }) => (stage ? words.stages[stage] : '–') },
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
