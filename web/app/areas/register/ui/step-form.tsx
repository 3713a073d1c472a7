import { ApiProblem } from '#kernel/client'
import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import type { Check } from '../../../forms/check.ts'
import { DateField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { t } from '../texts/index.ts'
import type { AttestationValues } from './attestation-fields.tsx'
import { CommentsField, type CommentValues } from './comments-field.tsx'
import { JudgedFields, type Judging, type WaiverValues } from './judged-fields.tsx'
import { useRuleSets } from './names.tsx'

/** What is typed for a step of a procedure. */
export interface StepValues {
  readonly reason?: string
  readonly act?: ActValues
  readonly decisionDate?: string
  readonly inForce?: string
  readonly comments?: readonly CommentValues[]
  readonly waiver?: WaiverValues
  readonly attestations?: AttestationValues
}

/** What a step asks for. */
export interface Asked {
  readonly reason: 'required' | 'possible'
  readonly act?: true
  readonly day?: 'decisionDate' | 'inForce'
  readonly comments?: true
}

/** A step of a procedure, taken on the version that the person looked at: where somebody was faster, they look again. */
export const StepForm = <C,>({
  id,
  title,
  action,
  asked,
  version,
  today,
  judging,
  check,
  send,
  onDone,
  onStale,
}: {
  readonly id: string
  readonly title: string
  readonly action: string
  readonly asked: Asked
  readonly version: number
  readonly today: string
  /** Where rules decide: the person attests what no record tells, and may waive them. */
  readonly judging?: Judging | undefined
  readonly check: () => Promise<Check<C>>
  readonly send: (
    content: C,
    attempt: { readonly version: number; readonly idempotencyKey: string },
  ) => Promise<unknown>
  readonly onDone: () => void
  readonly onStale: () => void
}) => {
  const initial: StepValues = {
    ...(asked.day !== undefined && { [asked.day]: today }),
    ...(judging && { attestations: judging.attested }),
  }
  const form = useForm<StepValues, C, unknown>({
    id,
    title,
    initial,
    version,
    check,
    send: async (content, attempt) => {
      try {
        return await send(content, attempt)
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 412) onStale()
        throw error
      }
    },
    onDone,
  })
  const { values, set } = form
  const label = t.step.labels
  const ruleSets = useRuleSets()
  const attestationLabels = Object.entries(t.facts).map(([fact, text]) => [`attestations/${fact}`, text])
  // A refusal by rules names the place of each in its rule set.
  const labels = { ...label, ...Object.fromEntries([...attestationLabels, ...ruleSets]) }
  return (
    <Form form={form} action={action} labels={labels}>
      <TextField
        name="reason"
        label={label.reason}
        required={asked.reason === 'required'}
        lines={3}
        value={values.reason}
        onChange={(reason) => set('reason', reason)}
      />
      {asked.comments && (
        <CommentsField value={values.comments ?? []} onChange={(comments) => set('comments', comments)} />
      )}
      {asked.day && (
        <DateField
          name={asked.day}
          label={label[asked.day]}
          required
          max={today}
          value={values[asked.day]}
          onChange={(day) => set(asked.day ?? 'inForce', day)}
        />
      )}
      {asked.act && <ActFields name="act" value={values.act} onChange={(act) => set('act', act)} />}
      {judging && (
        <JudgedFields
          judging={judging}
          attestations={values.attestations ?? {}}
          waiver={values.waiver}
          onAttest={(attestations) => set('attestations', attestations)}
          onWaive={(waiver) => set('waiver', waiver)}
        />
      )}
    </Form>
  )
}
