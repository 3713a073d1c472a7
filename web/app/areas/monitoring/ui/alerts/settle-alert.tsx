import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../../../../forms/dialog.tsx'
import { TextField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { tell } from '../../../../ui/done.ts'
import { type Alert, alerts } from '../../api.ts'
import { t } from '../../texts/alerts/index.ts'

type Step = 'acknowledge' | 'resolve'

interface Settled {
  readonly alert: Alert
  /** Of what the alert is, by name. */
  readonly subject: string
}

/** What is done about an alert that is not over: taken care of, or ended. */
export const SettleAlert = ({ alert, subject }: Settled) => {
  const [step, setStep] = useState<Step>()
  const steps: readonly Step[] = alert.state === 'open' ? ['acknowledge', 'resolve'] : ['resolve']
  const about = `${say(alert.name)}, ${subject}`
  return (
    <span className="ways">
      {steps.map((one) => (
        <button key={one} type="button" aria-label={`${t.steps[one]}: ${about}`} onClick={() => setStep(one)}>
          {t.steps[one]}
        </button>
      ))}
      <Dialog
        title={step === undefined ? about : `${t.steps[step]}: ${about}`}
        isOpen={step !== undefined}
        onClose={() => setStep(undefined)}
      >
        {step !== undefined && (
          <Settle key={step} alert={alert} subject={subject} step={step} onDone={() => setStep(undefined)} />
        )}
      </Dialog>
    </span>
  )
}

const Settle = ({
  alert,
  subject,
  step,
  onDone,
}: Settled & { readonly step: Step; readonly onDone: () => void }) => {
  const cache = useQueryClient()
  const initial: { readonly note?: string } = {}
  const form = useForm({
    id: `alert.${step}.${alert.id}`,
    title: `${t.steps[step]}: ${say(alert.name)}, ${subject}`,
    initial,
    check: async () => {
      const { acknowledgement, resolution } = await import('../../checks.ts')
      return step === 'acknowledge' ? acknowledgement : resolution
    },
    send: async ({ note }, { idempotencyKey }) => {
      const params = { alertId: alert.id }
      if (step === 'resolve')
        await alerts.resolveAlert({ params, body: { note: note ?? '' }, idempotencyKey })
      else
        await alerts.acknowledgeAlert({
          params,
          body: note === undefined ? {} : { note },
          idempotencyKey,
        })
    },
    onDone: async () => {
      void cache.invalidateQueries({ queryKey: ['waiting', 'alerts'] })
      await cache.invalidateQueries({ queryKey: ['alerts'] })
      onDone()
      tell(t.settled[step])
    },
  })
  return (
    <Form form={form} action={t.steps[step]} labels={t.noteLabels}>
      <p>{t.stepTexts[step]}</p>
      <TextField
        name="note"
        label={t.noteLabels.note}
        required={step === 'resolve'}
        lines={3}
        value={form.values.note}
        onChange={(note) => form.set('note', note)}
      />
    </Form>
  )
}
