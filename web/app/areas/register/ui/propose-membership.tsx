import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { list } from '../../../format.ts'
import { CheckField, DateField, SelectField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import { t as words } from '../../../words/index.ts'
import { t } from '../texts/index.ts'

const ROLES = [
  'final-producer',
  'intermediate-producer',
  'research',
  'education',
  'service',
  'infrastructure',
  'finance',
  'management',
] as const
type Role = (typeof ROLES)[number]

const LEVELS = ['research', 'inputs', 'components', 'final-product', 'services', 'market'] as const
const levels = LEVELS.map((level) => [level, words.levels[level]] as const)

interface Values {
  readonly organisation?: string
  readonly from?: string
  readonly roles: readonly Role[]
  readonly level?: (typeof LEVELS)[number]
  readonly tasks: readonly string[]
}

/** What roles are called together. */
export const rolesText = (roles: readonly Role[]): string => list(roles.map((role) => words.roles[role]))

/** Proposes a membership: the other side has to confirm it before it counts.
 *  @param own the person’s organisation where it proposes itself; undefined for the management, which chooses one */
export const ProposeMembership = ({
  cluster,
  own,
  today,
}: {
  readonly cluster: string
  readonly own: string | undefined
  readonly today: string
}) => {
  const cache = useQueryClient()
  const form = useForm<Values, Parameters<typeof api.clusters.proposeMembership>[0]['body'], unknown>({
    id: `membership.${cluster}.${own ?? 'any'}`,
    title: t.members.propose,
    initial: { ...(own !== undefined && { organisation: own }), from: today, roles: [], tasks: [] },
    check: async () => (await import('../checks.ts')).newMembership,
    send: (body, { idempotencyKey }) =>
      api.clusters.proposeMembership({ params: { clusterId: cluster }, body, idempotencyKey }),
    onDone: async () => {
      tell(t.members.proposed)
      await cache.invalidateQueries({ queryKey: ['proposals', cluster] })
    },
  })
  const { values, set } = form
  const label = t.members.labels
  return (
    <Form form={form} action={t.members.propose} labels={label}>
      {own === undefined && (
        <OrganisationField
          name="organisation"
          label={label.organisation}
          value={values.organisation}
          onChange={(id) => set('organisation', id)}
        />
      )}
      <fieldset className="pair">
        <legend>{label.roles}</legend>
        {ROLES.map((role) => (
          <CheckField
            key={role}
            name={`roles/${role}`}
            label={words.roles[role]}
            value={values.roles.includes(role)}
            onChange={(isOn) =>
              set('roles', isOn ? [...values.roles, role] : values.roles.filter((one) => one !== role))
            }
          />
        ))}
      </fieldset>
      <SelectField
        name="level"
        label={label.level}
        options={levels}
        value={values.level}
        onChange={(level) => set('level', level)}
      />
      <TextField
        name="tasks"
        label={label.tasks}
        hint={t.members.tasksHint}
        lines={3}
        value={values.tasks.join('\n')}
        onChange={(text) => set('tasks', text === undefined ? [] : text.split('\n'))}
      />
      <DateField
        name="from"
        label={label.from}
        required
        value={values.from}
        onChange={(from) => set('from', from)}
      />
    </Form>
  )
}
