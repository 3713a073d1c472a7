import { useInfiniteQuery } from '@tanstack/react-query'
import { decimal, percent } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useCodes } from '../../../ui/codes.ts'
import { More } from '../../../ui/more.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t as words } from '../../../words/index.ts'
import { type FacilityFilter, facilities } from '../data.ts'
import { t } from '../texts/index.ts'

/** The facilities that serve a cluster, or stand in a region. */
export const Facilities = ({ filter }: { readonly filter: FacilityFilter }) => {
  const { nameOf } = useCodes('regions')
  const found = useInfiniteQuery(facilities(filter))
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="facilities">
      <h2 id="facilities">{t.facilities.title}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={3} />}
      {rows?.length === 0 && <p>{t.facilities.none}</p>}
      {rows && rows.length > 0 && (
        <Table
          caption={t.facilities.title}
          quietCaption
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', name: t.facilities.facility, cell: ({ names }) => say(names) },
            { key: 'type', name: t.facilities.type, cell: ({ type }) => words.facilities[type] },
            { key: 'region', name: t.facilities.region, cell: ({ region }) => nameOf(region) },
            {
              key: 'capacity',
              name: t.facilities.capacity,
              numeric: true,
              cell: ({ capacity }) =>
                capacity === undefined ? '–' : `${decimal(String(capacity.number), 2)} ${capacity.unit}`,
            },
            {
              key: 'occupancy',
              name: t.facilities.occupancy,
              numeric: true,
              cell: ({ occupancy }) => (occupancy === undefined ? '–' : percent(occupancy)),
            },
          ]}
        />
      )}
      <More of={found} />
    </section>
  )
}
