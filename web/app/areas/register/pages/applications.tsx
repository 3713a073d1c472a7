import '../register.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { APPLICATION_STATUSES } from '#registry/model/application-steps'
import { day } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useHolds } from '../../../session/may.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { ClusterName } from '../../../ui/cluster-name.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { applications, drafts } from '../data.ts'
import { t } from '../texts/index.ts'
import { useRegisters } from '../ui/names.tsx'

const route = getRouteApi('/applications')

/** The applications that the person works on: as applicant, or as the authority. */
export const ApplicationsPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const holdsEdit = useHolds('cluster.edit')
  const decides = useHolds('cluster.register')
  const registers = useRegisters()
  const register = search.register ?? registers.all[0]?.id
  const status = search.status ?? (decides ? 'submitted' : 'draft')
  return (
    <>
      <Heading title={t.list.title} lead={t.list.lead}>
        {holdsEdit && (
          <p className="ways">
            <Link to="/applications/new">{t.list.begin}</Link>
            <Link to="/clusters/new">{t.list.newCluster}</Link>
          </p>
        )}
      </Heading>
      <div className="fields">
        {registers.all.length > 1 && register !== undefined && (
          <Choice
            name={t.application.register}
            value={register}
            options={registers.all.map(({ id, names }) => [id, say(names)] as const)}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, register: next }) })}
          />
        )}
        <Choice
          name={t.list.status}
          value={status}
          options={APPLICATION_STATUSES.map((one) => [one, t.statuses[one]] as const)}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, status: next }) })}
        />
      </div>
      {register !== undefined && <List register={register} status={status} />}
      {holdsEdit && <Drafts />}
    </>
  )
}

const List = ({
  register,
  status,
}: {
  readonly register: string
  readonly status: (typeof APPLICATION_STATUSES)[number]
}) => {
  const found = useInfiniteQuery(applications(register, status))
  return (
    <section aria-labelledby="applications">
      <h2 id="applications">{t.list.inStatus(t.statuses[status])}</h2>
      <PagedTable
        found={found}
        none={t.list.none[status === 'draft' ? 'draft' : 'other']}
        caption={t.list.title}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'cluster',
            name: t.list.cluster,
            cell: ({ id, cluster }) => (
              <Link to="/applications/$id" params={{ id }}>
                <ClusterName id={cluster} />
              </Link>
            ),
          },
          { key: 'kind', name: t.list.kind, cell: ({ kind }) => t.list.kinds[kind] },
          {
            key: 'due',
            name: t.application.due,
            cell: ({ due, overdue }) =>
              due === undefined ? '–' : overdue ? t.list.overdue(day(due)) : day(due),
          },
          { key: 'begun', name: t.application.begun, cell: ({ createdAt }) => day(createdAt) },
        ]}
      />
    </section>
  )
}

/** Clusters that nobody has applied for yet. */
const Drafts = () => {
  const found = useInfiniteQuery(drafts())
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{t.list.drafts}</h2>
      <PagedTable
        found={found}
        none={t.list.noDrafts}
        caption={t.list.drafts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'cluster',
            name: t.list.cluster,
            cell: ({ id, names }) => (
              <Link to="/clusters/$id" params={{ id }}>
                {say(names)}
              </Link>
            ),
          },
          {
            key: 'edit',
            name: t.list.profile,
            cell: ({ id }) => (
              <Link to="/clusters/$id/edit" params={{ id }}>
                {t.list.edit}
              </Link>
            ),
          },
          {
            key: 'apply',
            name: t.list.application,
            cell: ({ id }) => (
              <Link to="/applications/new" search={{ cluster: id }}>
                {t.list.apply}
              </Link>
            ),
          },
        ]}
      />
    </section>
  )
}
