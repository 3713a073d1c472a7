import { getRouteApi, Link } from '@tanstack/react-router'
import { changeText, figureText } from '../../../../figures/measure.ts'
import { t as figureTexts } from '../../../../figures/texts/index.ts'
import { percent, whole } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import type { MonitoringTypes } from '../../../../types.ts'
import { type Column, Table } from '../../../../ui/table.tsx'
import { t } from '../../texts/index.ts'
import { type Line, type SortKey, sorted } from './lines.ts'

const route = getRouteApi('/')

/** The figures of the map as a table, in the order that the address tells. */
export const RegionTable = ({
  indicator,
  lines,
}: {
  readonly indicator: MonitoringTypes['indicator']
  readonly lines: readonly Line[]
}) => {
  const { sort = 'name', order = 'asc' } = route.useSearch()
  const navigate = route.useNavigate()
  const columns: readonly Column<Line, SortKey | 'coverage'>[] = [
    {
      key: 'name',
      name: t.home.region,
      cell: ({ code, name }) => (
        <Link to="/regions/$code" params={{ code }}>
          {name}
        </Link>
      ),
    },
    {
      key: 'value',
      name: `${figureTexts.value}, ${say(indicator.unit)}`,
      numeric: true,
      cell: ({ row }) => figureText(row, indicator),
    },
    { key: 'change', name: figureTexts.change, numeric: true, cell: ({ row }) => changeText(row, indicator) },
    {
      key: 'clusters',
      name: t.home.clusters,
      numeric: true,
      cell: ({ code, clusters }) => (
        <Link to="/clusters" search={{ region: code }} aria-label={t.home.clustersHere(clusters)}>
          {whole(clusters)}
        </Link>
      ),
    },
    {
      key: 'coverage',
      name: figureTexts.coverage,
      numeric: true,
      cell: ({ row }) => (row?.coverage == null ? '–' : percent(row.coverage)),
    },
  ]
  const onSort = (key: SortKey | 'coverage') => {
    if (key === 'coverage') return
    // Names begin with the first letter; of figures the lowest are what is looked for first.
    const next = sort === key && order === 'asc' ? 'desc' : 'asc'
    void navigate({
      search: (before) => ({ ...before, sort: key, order: next }),
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <Table
      caption={t.home.table}
      columns={columns}
      rows={sorted(lines, sort, order)}
      rowKey={({ code }) => code}
      sorting={{ key: sort, order, by: ['name', 'value', 'change', 'clusters'], onSort }}
    />
  )
}
