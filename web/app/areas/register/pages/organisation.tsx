import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { day } from '../../../format.ts'
import { say } from '../../../language.ts'
import { MayNot, pathOf, useMay } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { Table } from '../../../ui/table.tsx'
import { membershipsOf, type Organisation, organisationToEdit } from '../data.ts'
import { t } from '../texts/index.ts'
import { Drop } from '../ui/drop.tsx'
import { rolesText } from '../ui/membership-fields.tsx'
import { Twins } from '../ui/twins.tsx'

const route = getRouteApi('/organisations/$id')

/** One organisation: by what it is known, where it works, of which clusters it is a member. */
export const OrganisationPage = () => {
  const { id: asked } = route.useParams()
  const { data } = useSuspenseQuery(organisationToEdit(asked))
  const { organisation, version } = data
  const { id, seat, kind, size, sizeDefinition, flags, website, mergedFrom = [] } = organisation
  const regions = useCodes('regions')
  const may = useMay('organisation.edit', { regions: [pathOf(regions.all, seat.region)] })
  return (
    <>
      <Heading title={say(organisation.names)}>
        <p className="ways">
          {may.may && (
            <Link to="/organisations/$id/edit" params={{ id }}>
              {t.organisation.edit}
            </Link>
          )}
          <Link to="/organisations">{t.organisation.toList}</Link>
        </p>
      </Heading>
      {organisation.mergedInto !== undefined && <p className="notice">{t.organisation.merging}</p>}
      <Facts
        facts={[
          [t.organisations.kind, t.organisations.kinds[kind]],
          [
            t.organisations.size,
            size && [t.organisations.sizes[size], sizeDefinition].filter(Boolean).join(', '),
          ],
          [t.organisation.flags, flags.map((flag) => t.organisations.flags[flag]).join(', ')],
          [t.organisations.seat, [seat.town, regions.nameOf(seat.region)].filter(Boolean).join(', ')],
          [t.organisation.website, website && <a href={website}>{website}</a>],
          [t.organisation.updated, day(organisation.updatedAt)],
          [t.organisation.mergedFrom, mergedFrom.join(', ')],
        ]}
      />
      <Identifiers organisation={organisation} />
      <Memberships id={id} />
      <Establishments organisation={organisation} />
      <Restrictions organisation={organisation} />
      {may.may ? (
        <>
          <Twins organisation={organisation} version={version} />
          <DropOrganisation id={id} version={version} />
        </>
      ) : (
        <MayNot of={may} quiet />
      )}
    </>
  )
}

const Identifiers = ({ organisation: { identifiers, noIdentifierReason } }: Props) => (
  <section aria-labelledby="identifiers">
    <h2 id="identifiers">{t.organisations.identifiers}</h2>
    {identifiers.length === 0 ? (
      <p>
        {t.organisation.noIdentifiers} {noIdentifierReason}
      </p>
    ) : (
      <Table
        caption={t.organisations.identifiers}
        quietCaption
        rows={identifiers}
        rowKey={({ scheme, value }) => `${scheme} ${value}`}
        columns={[
          { key: 'scheme', name: t.organisation.scheme, cell: ({ scheme }) => scheme },
          { key: 'value', name: t.organisation.value, cell: ({ value }) => value },
        ]}
      />
    )}
  </section>
)

interface Props {
  readonly organisation: Organisation
}

const Memberships = ({ id }: { readonly id: string }) => (
  <section aria-labelledby="memberships">
    <h2 id="memberships">{t.organisation.memberships}</h2>
    <PagedTable
      found={useInfiniteQuery(membershipsOf(id))}
      none={t.organisation.noMemberships}
      caption={t.organisation.memberships}
      rowKey={({ cluster, from }) => `${cluster} ${from}`}
      columns={[
        {
          key: 'cluster',
          name: t.organisation.cluster,
          cell: ({ cluster, clusterNames }) => (
            <Link to="/clusters/$id" params={{ id: cluster }}>
              {say(clusterNames)}
            </Link>
          ),
        },
        { key: 'roles', name: t.members.labels.roles, cell: ({ roles }) => rolesText(roles) },
        { key: 'from', name: t.members.labels.from, cell: ({ from }) => day(from) },
        { key: 'to', name: t.members.labels.to, cell: ({ to }) => (to === null ? '–' : day(to)) },
      ]}
    />
  </section>
)

const Establishments = ({ organisation: { establishments } }: Props) => {
  const regions = useCodes('regions')
  return (
    <section aria-labelledby="establishments">
      <h2 id="establishments">{t.organisation.establishments}</h2>
      {establishments === undefined && <p>{t.organisation.noEstablishments}</p>}
      {establishments?.length === 0 && <p>{t.organisation.none}</p>}
      {establishments && establishments.length > 0 && (
        <Table
          caption={t.organisation.establishments}
          quietCaption
          rows={establishments}
          rowKey={(one) => JSON.stringify(one)}
          columns={[
            {
              key: 'place',
              name: t.organisation.place,
              cell: ({ names, town, region }) =>
                [names && say(names), town, regions.nameOf(region)].filter(Boolean).join(', '),
            },
            { key: 'address', name: t.organisation.address, cell: ({ address = '–' }) => address },
            { key: 'from', name: t.members.labels.from, cell: ({ from }) => (from ? day(from) : '–') },
            { key: 'to', name: t.members.labels.to, cell: ({ to }) => (to === null ? '–' : day(to)) },
          ]}
        />
      )}
    </section>
  )
}

/** Shown to whom the API gives them: the organisation, and who keeps its record. */
const Restrictions = ({ organisation: { restrictions = [] } }: Props) =>
  restrictions.length > 0 && (
    <section aria-labelledby="restrictions">
      <h2 id="restrictions">{t.organisation.restrictions}</h2>
      <p>{t.organisation.restrictionsLead}</p>
      <Table
        caption={t.organisation.restrictions}
        quietCaption
        rows={restrictions}
        rowKey={({ kind, from }) => `${kind} ${from}`}
        columns={[
          {
            key: 'kind',
            name: t.organisation.restriction,
            cell: ({ kind }) => t.organisation.restrictionKinds[kind],
          },
          { key: 'from', name: t.members.labels.from, cell: ({ from }) => day(from) },
          { key: 'to', name: t.members.labels.to, cell: ({ to }) => (to === null ? '–' : day(to)) },
          { key: 'source', name: t.organisation.source, cell: ({ source }) => source },
        ]}
      />
    </section>
  )

const DropOrganisation = ({ id, version }: { readonly id: string; readonly version: number }) => {
  const navigate = route.useNavigate()
  const memberships = useInfiniteQuery(membershipsOf(id))
  if (memberships.data?.pages[0]?.items.length !== 0) return null
  return (
    <Drop
      action={t.organisation.drop}
      text={t.organisation.dropText}
      drop={() => api.clusters.deleteOrganisation({ params: { organisationId: id }, version })}
      onDone={async () => {
        tell(t.organisation.dropped)
        await navigate({ to: '/organisations' })
      }}
    />
  )
}
