import { ApiProblem } from '#kernel/client'
import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import type { Check } from '../../../forms/check.ts'
import { DateField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { replaced, withPart } from '../../../forms/merge.ts'
import { useForm } from '../../../forms/use-form.ts'
import { t } from '../texts/index.ts'
import { AttestationFields, type AttestationValues, FACTS } from './attestation-fields.tsx'
import { CommentsField, type CommentValues } from './comments-field.tsx'

/** What is typed for a step of a procedure. */
export interface StepValues {
  readonly reason?: string
  readonly act?: ActValues
  readonly decisionDate?: string
  readonly inForce?: string
  readonly comments?: readonly CommentValues[]
  readonly waiver?: { readonly act?: ActValues; readonly reason?: string }
  readonly attestations?: AttestationValues
}

/** What a step asks for. */
export interface Asked {
  readonly reason: 'required' | 'possible'
  readonly act?: true
  readonly day?: 'decisionDate' | 'inForce'
  readonly comments?: true
  /** Decided by rules: what the person attests, and a waiver. */
  readonly judged?: true
}

/** A step of a procedure, taken on the version that the person looked at: where somebody was faster, they look again. */
export const StepForm = <C,>({
  id,
  title,
  action,
  asked,
  version,
  today,
  attested,
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
  /** What was attested when the rules were looked at. */
  readonly attested?: AttestationValues
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
    ...(asked.judged && attested && { attestations: attested }),
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
  return (
    <Form form={form} action={action} labels={label}>
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
      {asked.judged && (
        <Judged
          attestations={values.attestations ?? {}}
          waiver={values.waiver}
          onAttest={(attestations) => set('attestations', attestations)}
          onWaive={(waiver) => set('waiver', waiver)}
        />
      )}
    </Form>
  )
}

/** What rules are to take into account, or to be waived by. */
const Judged = ({
  attestations,
  waiver,
  onAttest,
  onWaive,
}: {
  readonly attestations: AttestationValues
  readonly waiver: StepValues['waiver']
  readonly onAttest: (attestations: AttestationValues) => void
  readonly onWaive: (waiver: StepValues['waiver']) => void
}) => {
  const facts = FACTS.filter((fact) => attestations[fact] !== undefined)
  return (
    <>
      {facts.length > 0 && <h3>{t.step.attested}</h3>}
      <AttestationFields
        facts={facts}
        name="attestations"
        value={attestations}
        onChange={(fact, value) => onAttest(replaced(attestations, [fact], value))}
      />
      <details open={waiver !== undefined}>
        <summary>{t.step.waiver}</summary>
        <p className="hint">{t.step.waiverHint}</p>
        <TextField
          name="waiver/reason"
          label={t.step.labels['waiver/reason']}
          lines={2}
          value={waiver?.reason}
          onChange={(reason) => onWaive(withPart(waiver, 'reason', reason))}
        />
        <ActFields
          name="waiver/act"
          value={waiver?.act}
          onChange={(act) => onWaive(withPart(waiver, 'act', act))}
        />
      </details>
    </>
  )
}
