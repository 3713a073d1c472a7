import { useQueryClient } from '@tanstack/react-query'
import { bound } from '../../../forms/bound.ts'
import { DateField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import { type ApiKey, governance } from '../api.ts'
import { t } from '../texts/index.ts'

interface Values {
  readonly oldUntil?: string
  readonly expiresOn?: string
}

/** Gives a key a new secret while the old one works on for a while. */
export const RotateForm = ({
  apiKey: { id, title, expiresOn },
  version,
  onRotated,
}: {
  readonly apiKey: ApiKey
  readonly version: number
  readonly onRotated: (token: string) => void
}) => {
  const cache = useQueryClient()
  const params = { keyId: id }
  const initial: Values = { expiresOn }
  const form = useForm({
    id: `api-key-rotation.${id}`,
    title: `${t.keys.rotate}: ${title}`,
    initial,
    version,
    check: async () => (await import('../checks.ts')).rotation,
    send: (body, attempt) => governance.rotateApiKey({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await governance.getApiKey({ params })
      return { values: { expiresOn: body.expiresOn }, version: now }
    },
    onDone: async ({ body: { token } }) => {
      // It is shown this once: nothing comes before that.
      onRotated(token)
      await cache.invalidateQueries({ queryKey: ['api-key', id] })
      tell(t.keys.rotated)
    },
  })
  const { values, set } = form
  const field = bound(values, set, t.keys.labels)
  return (
    <Form form={form} action={t.keys.rotate} labels={t.keys.labels}>
      <DateField {...field('oldUntil')} hint={t.keys.oldUntilHint} />
      <DateField {...field('expiresOn')} hint={t.keys.expiresHint} required />
    </Form>
  )
}
