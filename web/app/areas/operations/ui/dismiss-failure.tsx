import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../../../forms/dialog.tsx'
import { TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import { failures } from '../api.ts'
import type { Failure } from '../data.ts'
import { t } from '../texts/failures/index.ts'

/** Removes a failure that is never to be handled, for a reason. */
export const DismissFailure = ({ failure }: { readonly failure: Failure }) => {
  const [isOpen, open] = useState(false)
  return (
    <>
      <button type="button" onClick={() => open(true)}>
        {t.dismiss}
      </button>
      <Dialog title={t.dismissTitle(failure.function)} isOpen={isOpen} onClose={() => open(false)}>
        <Dismissal failure={failure} onDone={() => open(false)} />
      </Dialog>
    </>
  )
}

const Dismissal = ({ failure, onDone }: { readonly failure: Failure; readonly onDone: () => void }) => {
  const cache = useQueryClient()
  const initial: { readonly reason?: string } = {}
  const form = useForm({
    id: `failure.${failure.id}`,
    title: t.dismissTitle(failure.function),
    initial,
    check: async () => (await import('../checks.ts')).dismissal,
    send: (body, { idempotencyKey }) =>
      failures.dismissFailure({ params: { failureId: failure.id }, body, idempotencyKey }),
    onDone: async () => {
      await Promise.all(['failure', 'failures'].map((name) => cache.invalidateQueries({ queryKey: [name] })))
      onDone()
      tell(t.dismissed)
    },
  })
  return (
    <Form form={form} action={t.dismiss} labels={t.labels}>
      <p>{t.dismissText}</p>
      <TextField
        name="reason"
        label={t.labels.reason}
        required
        lines={3}
        value={form.values.reason}
        onChange={(reason) => form.set('reason', reason)}
      />
    </Form>
  )
}
