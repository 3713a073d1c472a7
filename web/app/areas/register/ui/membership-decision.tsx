import { ApiProblem } from '#kernel/client'
import { api } from '../../../api.ts'
import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import { bound } from '../../../forms/bound.ts'
import type { Check } from '../../../forms/check.ts'
import { DateField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import type { Membership } from '../data.ts'
import { t } from '../texts/index.ts'

type Decision = 'suspend' | 'resume' | 'succeed' | 'end'

interface Values {
  readonly from?: string
  readonly to?: string
  readonly on?: string
  readonly successor?: string
  readonly reason?: string
  readonly act?: ActValues
}

/** What each asks for: its days, whether they and the reason are needed, and whether it is decided by a legal act. */
const ASKED = {
  suspend: { days: ['from', 'to'], reason: true, act: 'possible' },
  resume: { days: ['on'], reason: false, act: 'possible' },
  succeed: { days: ['on'], reason: true, act: 'required' },
  end: { days: ['to'], reason: true, act: 'possible' },
} as const satisfies Record<
  Decision,
  {
    readonly days: readonly ('from' | 'to' | 'on')[]
    readonly reason: boolean
    readonly act: 'possible' | 'required'
  }
>

interface Props {
  readonly membership: Membership
  readonly version: number
  readonly action: Decision
  readonly title: string
  readonly today: string
  readonly onDone: () => void
}

/** A decision about a membership. */
export const MembershipDecision = (props: Props) => {
  const { membership, action } = props
  const { cluster: clusterId, organisation: organisationId, from } = membership
  const params = { clusterId, organisationId, from }
  const checks = () => import('../checks.ts')
  const { clusters } = api
  switch (action) {
    case 'suspend':
      return (
        <DecisionForm
          {...props}
          check={async () => (await checks()).suspension}
          send={(body, { version }) => clusters.suspendMembership({ params, body, version })}
        />
      )
    case 'resume':
      return (
        <DecisionForm
          {...props}
          check={async () => (await checks()).reinstatement}
          send={(body, { version }) => clusters.reinstateMembership({ params, body, version })}
        />
      )
    case 'succeed':
      return (
        <DecisionForm
          {...props}
          check={async () => (await checks()).membershipSuccession}
          send={(body, attempt) => clusters.succeedMembership({ params, body, ...attempt })}
        />
      )
    case 'end':
      return (
        <DecisionForm
          {...props}
          check={async () => (await checks()).membershipEnd}
          send={(body, { version }) => clusters.endMembership({ params, body, version })}
        />
      )
  }
}

const DecisionForm = <C,>({
  membership: { cluster, organisation, from },
  version,
  action,
  title,
  today,
  check,
  send,
  onDone,
}: Props & {
  readonly check: () => Promise<Check<C>>
  readonly send: (
    content: C,
    attempt: { readonly version: number; readonly idempotencyKey: string },
  ) => Promise<unknown>
}) => {
  const { days, reason: needsReason, act } = ASKED[action]
  const [first] = days
  const form = useForm<Values, C, unknown>({
    id: `membership.${cluster}.${organisation}.${from}.${action}`,
    title,
    initial: { [first]: today },
    version,
    check,
    send: async (content, attempt) => {
      try {
        return await send(content, attempt)
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 412) tell(t.step.stale)
        throw error
      }
    },
    onDone,
  })
  const { values, set } = form
  const label = t.members.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.members.actions[action]} labels={label}>
      {action === 'succeed' && <OrganisationField {...field('successor')} />}
      {days.map((name) => (
        <DateField
          key={name}
          name={name}
          label={label[name]}
          hint={name === 'to' ? t.members.toHint : undefined}
          required
          value={values[name]}
          onChange={(day) => set(name, day)}
        />
      ))}
      <TextField {...field('reason')} required={needsReason} lines={2} />
      {act === 'required' ? (
        <ActFields name="act" value={values.act} onChange={(next) => set('act', next)} />
      ) : (
        <details open={values.act !== undefined}>
          <summary>{t.members.withAct}</summary>
          <ActFields name="act" value={values.act} onChange={(next) => set('act', next)} />
        </details>
      )}
    </Form>
  )
}
