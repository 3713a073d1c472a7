import { useInfiniteQuery, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { cluster as clusterOf } from '../../../data.ts'
import { day } from '../../../format.ts'
import { DateField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { useMay } from '../../../session/may.tsx'
import { me } from '../../../session/me.ts'
import { t as common } from '../../../texts/index.ts'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t as words } from '../../../words/index.ts'
import { type Membership, memberships } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { rolesText } from '../ui/membership-fields.tsx'
import { Proposals, type Sides } from '../ui/proposals.tsx'
import { ProposeMembership } from '../ui/propose-membership.tsx'

const route = getRouteApi('/clusters/$id/members')

/** Who is a member of a cluster, who is to be, and how a membership ends: both sides decide. */
export const MembersPage = () => {
  const { id } = route.useParams()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  const sides = useSides(cluster)
  const [own] = sides.organisations.filter((one) => one !== cluster.managementOrganisation)
  const today = new Date().toISOString().slice(0, 10)
  return (
    <>
      <Heading title={t.members.title(say(cluster.names))} lead={t.members.lead} />
      <p>
        <Link to="/clusters/$id" params={{ id }}>
          {t.edit.back}
        </Link>
      </p>
      <Proposals cluster={id} sides={sides} />
      <Members cluster={cluster} sides={sides} today={today} />
      <section aria-labelledby="propose">
        <h2 id="propose">{t.members.propose}</h2>
        {sides.isManagement || own !== undefined ? (
          <ProposeMembership cluster={id} own={sides.isManagement ? undefined : own} today={today} />
        ) : (
          <p>{t.members.mayNotPropose}</p>
        )}
      </section>
    </>
  )
}

/** Who edits for an organisation acts for it; readers do not. */
const useSides = ({ managementOrganisation }: Cluster): Sides => {
  const { data } = useQuery(me())
  const organisations = (data?.positions ?? [])
    .filter(({ holder, role }) => holder.startsWith('org_') && role !== 'viewer')
    .map(({ holder }) => holder)
  return { isManagement: organisations.some((one) => one === managementOrganisation), organisations }
}

const Members = ({
  cluster,
  sides: { isManagement, organisations },
  today,
}: {
  readonly cluster: Cluster
  readonly sides: Sides
  readonly today: string
}) => {
  const found = useInfiniteQuery(memberships(cluster.id))
  const regions = useCodes('regions')
  const keeps = useMay('cluster.register', resourceOf(cluster, regions.all)).may
  const [ending, end] = useState<Membership>()
  const rows = found.data?.pages.flatMap(({ items }) => items)
  const mayEnd = ({ organisation, to }: Membership) =>
    to === null && (keeps || isManagement || organisations.includes(organisation))
  return (
    <section aria-labelledby="members">
      <h2 id="members">{t.members.list}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {!rows && !found.error && <Waiting lines={6} />}
      {rows?.length === 0 && <p>{t.members.none}</p>}
      {rows && rows.length > 0 && (
        <Table
          caption={t.members.list}
          quietCaption
          rows={rows}
          rowKey={({ organisation, from }) => `${organisation} ${from}`}
          columns={[
            {
              key: 'organisation',
              name: t.members.labels.organisation,
              cell: ({ organisationNames }) => say(organisationNames),
            },
            { key: 'roles', name: t.members.labels.roles, cell: ({ roles }) => rolesText(roles) },
            {
              key: 'level',
              name: t.members.labels.level,
              cell: ({ level }) => (level ? words.levels[level] : '–'),
            },
            { key: 'tasks', name: t.members.labels.tasks, cell: ({ tasks }) => tasks.join('; ') || '–' },
            { key: 'from', name: t.members.labels.from, cell: ({ from }) => day(from) },
            {
              key: 'to',
              name: t.members.labels.to,
              cell: (one) =>
                one.to !== null ? (
                  day(one.to)
                ) : mayEnd(one) ? (
                  <button
                    type="button"
                    aria-label={t.members.endOne(say(one.organisationNames))}
                    onClick={() => end(one)}
                  >
                    {t.members.end}
                  </button>
                ) : (
                  '–'
                ),
            },
          ]}
        />
      )}
      {found.hasNextPage && (
        <button type="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {common.more}
        </button>
      )}
      {ending && (
        <EndForm
          key={`${ending.organisation} ${ending.from}`}
          membership={ending}
          today={today}
          onDone={() => end(undefined)}
        />
      )}
    </section>
  )
}

const EndForm = ({
  membership: { cluster, organisation, from, organisationNames },
  today,
  onDone,
}: {
  readonly membership: Membership
  readonly today: string
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const title = t.members.endOne(say(organisationNames))
  const params = { clusterId: cluster, organisationId: organisation, from }
  const form = useForm<
    { readonly to?: string; readonly reason?: string },
    Parameters<typeof api.clusters.endMembership>[0]['body'],
    unknown
  >({
    id: `membership.${cluster}.${organisation}.${from}.end`,
    title,
    initial: { to: today },
    check: async () => (await import('../checks.ts')).membershipEnd,
    send: async (body) => {
      const { version = 0 } = await api.clusters.getMembership({ params })
      return api.clusters.endMembership({ params, body, version })
    },
    onDone: async () => {
      tell(t.members.ended)
      await Promise.all(
        ['memberships', 'members', 'composition'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
      )
      onDone()
    },
  })
  return (
    <>
      <h3>{title}</h3>
      <Form form={form} action={t.members.end} labels={t.members.labels}>
        <DateField
          name="to"
          label={t.members.labels.to}
          hint={t.members.toHint}
          required
          value={form.values.to}
          onChange={(to) => form.set('to', to)}
        />
        <TextField
          name="reason"
          label={t.step.labels.reason}
          lines={2}
          value={form.values.reason}
          onChange={(reason) => form.set('reason', reason)}
        />
      </Form>
    </>
  )
}
