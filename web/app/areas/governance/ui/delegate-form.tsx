import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import { type Grant, governance } from '../api.ts'
import { type GrantValues, reachValuesOf } from '../grant-values.ts'
import { powerName } from '../powers/names.ts'
import { useRefresh } from '../refresh.ts'
import { t } from '../texts/index.ts'
import { GrantFields } from './grant-fields.tsx'
import { HolderField } from './holder-field.tsx'

/** Delegates a part of a grant; at first the whole of it is proposed. */
export const DelegateForm = ({ grant, onDone }: { readonly grant: Grant; readonly onDone: () => void }) => {
  const refresh = useRefresh()
  const initial: GrantValues = {
    reach: reachValuesOf(grant),
    from: new Date().toISOString().slice(0, 10),
    ...(grant.to !== null && { to: grant.to }),
    delegable: false,
  }
  const form = useForm({
    id: `grant-delegation.${grant.id}`,
    title: `${t.grants.actionNames.delegate}: ${powerName(grant.power)}`,
    initial,
    check: async () => (await import('../checks.ts')).delegation,
    send: (body, { idempotencyKey }) =>
      governance.delegateGrant({ params: { grantId: grant.id }, body, idempotencyKey }),
    onDone: async () => {
      await refresh()
      onDone()
      tell(t.grants.wasDelegated)
    },
  })
  return (
    <Form form={form} action={t.grants.actionNames.delegate} labels={t.grants.labels}>
      <p>{t.grants.delegateHint}</p>
      <HolderField
        name="holder"
        label={t.grants.newHolder}
        whenOwn={t.holder.own}
        value={form.values.holder}
        onChange={(holder) => form.set('holder', holder)}
      />
      <GrantFields form={form} />
    </Form>
  )
}
