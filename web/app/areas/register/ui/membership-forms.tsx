import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { DateField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { tell } from '../../../ui/done.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Membership, membershipToEdit } from '../data.ts'
import { t } from '../texts/index.ts'
import { MemberFigures } from './member-figures.tsx'
import { MembershipDecision } from './membership-decision.tsx'
import { PartFields, type PartValues } from './membership-fields.tsx'

export type MembershipAction = 'figures' | 'change' | 'suspend' | 'resume' | 'succeed' | 'end'

/** The form of one action on a membership, on the version that is read when it opens. */
export const MembershipForm = ({
  action,
  membership,
  today,
  isOwn,
  onDone,
}: {
  readonly action: MembershipAction
  readonly membership: Membership
  readonly today: string
  /** Whether the person is of the member. */
  readonly isOwn: boolean
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const found = useQuery(membershipToEdit(membership))
  const done = async () => {
    await cache.invalidateQueries({ queryKey: ['memberships', membership.cluster] })
    onDone()
    tell(t.members.done[action])
  }
  const title = t.members.titles[action](say(membership.organisationNames))
  if (action === 'figures')
    return (
      <>
        <p>{t.members.leads.figures}</p>
        <MemberFigures membership={membership} isOwn={isOwn} title={title} today={today} onDone={done} />
      </>
    )
  return (
    <>
      <p>{t.members.leads[action]}</p>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={4} />}
      {found.data &&
        (action === 'change' ? (
          <ChangeForm {...found.data} title={title} onDone={done} />
        ) : (
          <MembershipDecision
            key={found.data.version}
            {...found.data}
            action={action}
            title={title}
            today={today}
            onDone={done}
          />
        ))}
    </>
  )
}

interface ChangeValues extends PartValues {
  readonly to: string | null
  readonly validFrom?: string
}

/** Role, level and tasks; the days of a membership are changed by what ends it. */
const ChangeForm = ({
  membership: { cluster, organisation, from, ...membership },
  version,
  title,
  onDone,
}: {
  readonly membership: Membership
  readonly version: number
  readonly title: string
  readonly onDone: () => void
}) => {
  const params = { clusterId: cluster, organisationId: organisation, from }
  const form = useForm<ChangeValues, Parameters<typeof api.clusters.changeMembership>[0]['body'], unknown>({
    id: `membership.${cluster}.${organisation}.${from}.change`,
    title,
    initial: valuesOf(membership),
    version,
    check: async () => (await import('../checks.ts')).membershipContent,
    send: (body, attempt) => api.clusters.changeMembership({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await api.clusters.getMembership({ params })
      return { values: valuesOf(body), version: now }
    },
    onDone,
  })
  const { set } = form
  return (
    <Form form={form} action={t.members.actions.change} labels={t.members.labels}>
      <PartFields
        value={form.values}
        on={{
          roles: (roles) => set('roles', roles),
          level: (level) => set('level', level),
          tasks: (tasks) => set('tasks', tasks),
        }}
      />
      <DateField
        name="validFrom"
        label={t.members.labels.validFrom}
        hint={t.members.todayHint}
        value={form.values.validFrom}
        onChange={(day) => form.set('validFrom', day)}
      />
    </Form>
  )
}

const valuesOf = ({
  roles,
  level,
  tasks,
  to,
}: Pick<Membership, 'roles' | 'level' | 'tasks' | 'to'>): ChangeValues => ({
  roles,
  ...(level !== undefined && { level }),
  tasks,
  to,
})
