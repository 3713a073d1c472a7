import { useState } from 'react'
import { ApiProblem } from '#kernel/client'
import { api } from '../../../api.ts'
import { Dialog } from '../../../forms/dialog.tsx'
import { TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import type { ManagedDocument } from '../data.ts'
import { t } from '../texts/index.ts'

interface Asked {
  readonly document: ManagedDocument
  readonly version: number
  readonly reread: () => Promise<unknown>
}

/** Takes a document back, after the reason was given. */
export const Withdraw = (asked: Asked) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw">{t.withdraw.title}</h2>
      <p>{t.withdraw.text}</p>
      <p className="ways">
        <button type="button" onClick={() => setOpen(true)}>
          {t.withdraw.action}
        </button>
      </p>
      <Dialog title={t.withdraw.title} isOpen={isOpen} onClose={() => setOpen(false)}>
        <WithdrawForm {...asked} />
      </Dialog>
    </section>
  )
}

const WithdrawForm = ({ document, version, reread }: Asked) => {
  const form = useForm<{ readonly reason?: string }, { reason: string }, unknown>({
    id: `document.${document.id}.withdrawal`,
    title: t.withdraw.title,
    initial: {},
    version,
    check: async () => (await import('../checks.ts')).withdrawal,
    send: async (body, { idempotencyKey }) => {
      try {
        return await api.knowledge.withdrawDocument({
          params: { documentId: document.id },
          body,
          version,
          idempotencyKey,
        })
      } catch (error) {
        // Somebody was faster: the next try is on what they made of it.
        if (error instanceof ApiProblem && error.status === 412) await reread()
        throw error
      }
    },
    onDone: async () => {
      await reread()
      tell(t.withdraw.done)
    },
  })
  return (
    <Form form={form} action={t.withdraw.action} labels={t.withdraw}>
      <TextField
        name="reason"
        label={t.withdraw.reason}
        required
        lines={3}
        value={form.values.reason}
        onChange={(reason) => form.set('reason', reason)}
      />
    </Form>
  )
}
