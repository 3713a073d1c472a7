import { useQuery, useQueryClient } from '@tanstack/react-query'
import { bound } from '../../../forms/bound.ts'
import { DateField, SelectField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { t as session } from '../../../session/texts/index.ts'
import { tell } from '../../../ui/done.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { governance, type Position } from '../api.ts'
import { position as positionOf } from '../data.ts'
import { t } from '../texts/index.ts'
import { HolderField } from './holder-field.tsx'

const ROLES = ['admin', 'editor', 'viewer'] as const
const roles = ROLES.map((role) => [role, session.roles[role]] as const)

interface Values {
  readonly holder?: string
  readonly role?: (typeof ROLES)[number]
  readonly from?: string
  readonly to?: string | null
}

/** Gives a person a position. */
export const NewPosition = ({
  person,
  name,
  onDone,
}: {
  readonly person: string
  readonly name: string
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const initial: Values = { from: new Date().toISOString().slice(0, 10) }
  const form = useForm({
    id: `position.new.${person}`,
    title: `${t.people.givePosition}: ${name}`,
    initial,
    check: async () => {
      const { newPosition } = await import('../checks.ts')
      return (values: Values) => newPosition({ ...values, person, to: values.to ?? null })
    },
    send: (body, { idempotencyKey }) => governance.createPosition({ body, idempotencyKey }),
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['positions'] })
      onDone()
      tell(t.people.positionGiven)
    },
  })
  const { values, set } = form
  const label = t.people.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.people.givePosition} labels={label}>
      <HolderField {...field('holder')} />
      <SelectField {...field('role')} required options={roles} />
      <div className="pair">
        <DateField {...field('from')} required />
        <DateField
          name="to"
          label={label.to}
          hint={t.grants.toHint}
          value={values.to ?? undefined}
          onChange={(to) => set('to', to)}
        />
      </div>
    </Form>
  )
}

/** Changes the role of a position, or the day on which it ends. */
export const ChangePosition = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const found = useQuery({ ...positionOf(id), gcTime: 0 })
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={3} />
  return <ChangeForm position={found.data.body} version={found.data.version} onDone={onDone} />
}

const valuesOf = ({ role, to }: Position): Values => ({ role, to })

const ChangeForm = ({
  position,
  version,
  onDone,
}: {
  readonly position: Position
  readonly version: number
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const params = { positionId: position.id }
  const form = useForm({
    id: `position.${position.id}`,
    title: t.people.change,
    initial: valuesOf(position),
    version,
    check: async () => {
      const { positionChange } = await import('../checks.ts')
      return (values: Values) => positionChange({ ...values, to: values.to ?? null })
    },
    send: (body, attempt) => governance.changePosition({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await governance.getPosition({ params })
      return { values: valuesOf(body), version: now }
    },
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['positions'] })
      onDone()
      tell(t.people.positionChanged)
    },
  })
  const { values, set } = form
  return (
    <Form form={form} action={t.people.change} labels={t.people.labels}>
      <SelectField
        name="role"
        label={t.people.labels.role}
        required
        options={roles}
        value={values.role}
        onChange={(role) => set('role', role)}
      />
      <DateField
        name="to"
        label={t.people.labels.to}
        hint={t.grants.toHint}
        value={values.to ?? undefined}
        onChange={(to) => set('to', to)}
      />
    </Form>
  )
}
