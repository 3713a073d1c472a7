import { useQueries, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { organisation as organisationOf } from '../../../data.ts'
import { bound } from '../../../forms/bound.ts'
import { DateField, SelectField, type ValueProps } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { tell } from '../../../ui/done.ts'
import { t } from '../texts/index.ts'
import { PartFields, type PartValues } from './membership-fields.tsx'

interface Values extends PartValues {
  readonly organisation?: string
  readonly from?: string
}

/** A proposal waits for the other side; what is recorded has been confirmed by both, and counts. */
type Way = 'propose' | 'record'

const { proposeMembership, createMembership } = api.clusters
const SEND = { propose: proposeMembership, record: createMembership } as const satisfies Record<Way, unknown>

/** What changes with a membership of each way. */
/** The list on the page in which what was made appears. */
const SHOWN = { propose: 'proposals', record: 'memberships' } as const satisfies Record<Way, string>

/** Proposes a membership, or records one that both sides have confirmed.
 *  @param own the person’s organisations, of which one proposes itself; undefined for who chooses any */
export const NewMembership = ({
  way,
  cluster,
  own,
  today,
}: {
  readonly way: Way
  readonly cluster: string
  readonly own: readonly string[] | undefined
  readonly today: string
}) => {
  const cache = useQueryClient()
  const [only] = own?.length === 1 ? own : []
  const form = useForm<Values, Parameters<typeof api.clusters.proposeMembership>[0]['body'], unknown>({
    id: `membership.${cluster}.${way === 'record' ? way : (only ?? 'any')}`,
    title: t.members[way],
    initial: { ...(only !== undefined && { organisation: only }), from: today, roles: [], tasks: [] },
    check: async () => (await import('../checks.ts')).newMembership,
    send: (body, { idempotencyKey }) => SEND[way]({ params: { clusterId: cluster }, body, idempotencyKey }),
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: [SHOWN[way], cluster] })
      tell(t.members.made[way])
    },
  })
  const { values, set } = form
  const label = t.members.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.members[way]} labels={label}>
      {own === undefined && <OrganisationField {...field('organisation')} />}
      {own !== undefined && only === undefined && <OwnField {...field('organisation')} own={own} />}
      <PartFields
        value={values}
        on={{
          roles: (roles) => set('roles', roles),
          level: (level) => set('level', level),
          tasks: (tasks) => set('tasks', tasks),
        }}
      />
      <DateField {...field('from')} required />
    </Form>
  )
}

/** For which of their organisations somebody speaks. */
const OwnField = ({
  own,
  ...field
}: ValueProps<string | undefined> & { readonly own: readonly string[] }) => {
  const found = useQueries({ queries: own.map(organisationOf) })
  const options = own.map(
    (id, index) => [id, found[index]?.data ? say(found[index].data.names) : id] as const,
  )
  return <SelectField {...field} required options={options} />
}
