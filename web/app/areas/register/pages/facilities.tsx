import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { cluster as clusterOf } from '../../../data.ts'
import { decimal, percent } from '../../../format.ts'
import { say } from '../../../language.ts'
import { May, MayNot, pathOf, useHolds } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { t as words } from '../../../words/index.ts'
import { facilitiesOf } from '../data.ts'
import { t } from '../texts/index.ts'

const route = getRouteApi('/clusters/$id/facilities')

/** The facilities that serve a cluster, and the ways to add and change them. */
export const FacilitiesPage = () => {
  const { id } = route.useParams()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  const regions = useCodes('regions')
  const adds = useHolds('facility.manage')
  return (
    <>
      <Heading title={t.facilities.title(say(cluster.names))} lead={t.facilities.lead} />
      <p className="ways">
        <Link to="/clusters/$id" params={{ id }}>
          {t.edit.back}
        </Link>
        {adds && (
          <Link to="/clusters/$id/facilities/new" params={{ id }}>
            {t.facilities.add}
          </Link>
        )}
      </p>
      {adds === false && (
        <MayNot of={{ may: false, why: t.facilities.mayNot, power: 'facility.manage' }} quiet />
      )}
      <section aria-labelledby="facilities">
        <h2 id="facilities">{t.facilities.list}</h2>
        <PagedTable
          found={useInfiniteQuery(facilitiesOf(id))}
          none={t.facilities.none}
          caption={t.facilities.list}
          rowKey={({ id: facility }) => facility}
          columns={[
            { key: 'facility', name: t.facilities.facility, cell: ({ names }) => say(names) },
            { key: 'type', name: t.facilities.type, cell: ({ type }) => words.facilities[type] },
            { key: 'region', name: t.facilities.region, cell: ({ region }) => regions.nameOf(region) },
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
            {
              key: 'edit',
              name: t.facilities.edit,
              cell: ({ id: facility, names, region }) => (
                <May power="facility.manage" resource={{ regions: [pathOf(regions.all, region)] }}>
                  <Link
                    to="/clusters/$id/facilities/$facility"
                    params={{ id, facility }}
                    aria-label={t.facilities.editOne(say(names))}
                  >
                    {t.facilities.edit}
                  </Link>
                </May>
              ),
            },
          ]}
        />
      </section>
    </>
  )
}
