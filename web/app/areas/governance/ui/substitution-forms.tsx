import { useQuery, useQueryClient } from '@tanstack/react-query'
import { collator } from '../../../format.ts'
import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import { bound } from '../../../forms/bound.ts'
import { DateField, SelectField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { t as session } from '../../../session/texts/index.ts'
import { tell } from '../../../ui/done.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { governance, type Person, type Position, type Substitution } from '../api.ts'
import { substitution as substitutionOf } from '../data.ts'
import { t } from '../texts/index.ts'
import { useHolderNames } from './holder-names.ts'

interface Values {
  readonly position?: string
  readonly substitute?: string
  readonly from?: string
  readonly to?: string
  readonly act?: ActValues
}

const byName = ([, a]: readonly [string, string], [, b]: readonly [string, string]) => collator.compare(a, b)

/** Lets a person act in the position of another one for some days. */
export const NewSubstitution = ({
  people,
  seats,
  onDone,
}: {
  readonly people: readonly Person[]
  readonly seats: readonly Position[]
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const nameOf = useHolderNames(seats.map(({ holder }) => holder))
  const initial: Values = { from: new Date().toISOString().slice(0, 10) }
  const form = useForm({
    id: 'substitution.new',
    title: t.substitutions.add,
    initial,
    check: async () => (await import('../checks.ts')).newSubstitution,
    send: (body, { idempotencyKey }) => governance.createSubstitution({ body, idempotencyKey }),
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['substitutions'] })
      onDone()
      tell(t.substitutions.given)
    },
  })
  const { values, set } = form
  const label = t.substitutions.labels
  const positionText = ({ person, holder, role }: Position): string => {
    const name = people.find(({ id }) => id === person)?.name ?? person
    return `${name} – ${nameOf(holder)} (${session.roles[role]})`
  }
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.substitutions.add} labels={label}>
      <SelectField
        {...field('position')}
        required
        options={seats.map((seat) => [seat.id, positionText(seat)] as const).toSorted(byName)}
      />
      <SelectField
        {...field('substitute')}
        required
        options={people
          .filter(({ erased }) => erased === undefined)
          .map(({ id, name }) => [id, name] as const)
          .toSorted(byName)}
      />
      <div className="pair">
        <DateField {...field('from')} required />
        <DateField {...field('to')} hint={t.grants.endHint} required />
      </div>
      <ActFields name="act" isWhole value={values.act} onChange={(act) => set('act', act)} />
    </Form>
  )
}

/** Ends a substitution earlier. */
export const EndSubstitution = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const found = useQuery({ ...substitutionOf(id), gcTime: 0 })
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={3} />
  return <EndForm substitution={found.data.body} version={found.data.version} onDone={onDone} />
}

const EndForm = ({
  substitution: { id, to },
  version,
  onDone,
}: {
  readonly substitution: Substitution
  readonly version: number
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const params = { substitutionId: id }
  const initial: Values = { to: new Date().toISOString().slice(0, 10) }
  const form = useForm({
    id: `substitution-end.${id}`,
    title: t.substitutions.end,
    initial,
    version,
    check: async () => (await import('../checks.ts')).substitutionEnd,
    send: (body, attempt) => governance.endSubstitution({ params, body, version: attempt.version }),
    reread: async () => {
      const { version: now = 0 } = await governance.getSubstitution({ params })
      return { values: initial, version: now }
    },
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['substitutions'] })
      onDone()
      tell(t.substitutions.ended)
    },
  })
  const { values, set } = form
  return (
    <Form form={form} action={t.substitutions.end} labels={t.substitutions.labels}>
      <DateField
        name="to"
        label={t.substitutions.labels.to}
        hint={t.grants.endHint}
        required
        max={to}
        value={values.to}
        onChange={(next) => set('to', next)}
      />
      <ActFields name="act" isWhole value={values.act} onChange={(act) => set('act', act)} />
    </Form>
  )
}
