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

/** Proposes a membership: the other side has to confirm it before it counts.
 *  @param own the person’s organisations, of which one proposes itself; undefined for the management, which chooses any */
export const ProposeMembership = ({
  cluster,
  own,
  today,
}: {
  readonly cluster: string
  readonly own: readonly string[] | undefined
  readonly today: string
}) => {
  const cache = useQueryClient()
  const [only] = own?.length === 1 ? own : []
  const form = useForm<Values, Parameters<typeof api.clusters.proposeMembership>[0]['body'], unknown>({
    id: `membership.${cluster}.${only ?? 'any'}`,
    title: t.members.propose,
    initial: { ...(only !== undefined && { organisation: only }), from: today, roles: [], tasks: [] },
    check: async () => (await import('../checks.ts')).newMembership,
    send: (body, { idempotencyKey }) =>
      api.clusters.proposeMembership({ params: { clusterId: cluster }, body, idempotencyKey }),
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['proposals', cluster] })
      tell(t.members.proposed)
    },
  })
  const { values, set } = form
  const label = t.members.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.members.propose} labels={label}>
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
