import { useQueryClient } from '@tanstack/react-query'
import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import { CheckField, SelectField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import { governance } from '../api.ts'
import { t } from '../texts/index.ts'

const GROUNDS = ['consent-withdrawn', 'purpose-fulfilled', 'unlawful', 'legal-duty'] as const

interface Values {
  readonly ground?: (typeof GROUNDS)[number]
  readonly act?: ActValues
  readonly isSure: boolean
}

/** Erases what is known of a person, for good. */
export const EraseForm = ({ person, name }: { readonly person: string; readonly name: string }) => {
  const cache = useQueryClient()
  const initial: Values = { isSure: false }
  const form = useForm({
    id: `person-erasure.${person}`,
    title: `${t.erasure.title}: ${name}`,
    initial,
    check: async () => (await import('../checks.ts')).erasureOf(person),
    send: (body) => governance.erasePerson({ params: { personId: person }, body }),
    onDone: async () => {
      await Promise.all(['person', 'positions'].map((key) => cache.invalidateQueries({ queryKey: [key] })))
      tell(t.erasure.done)
    },
  })
  const { values, set } = form
  return (
    <section aria-labelledby="erase">
      <h2 id="erase">{t.erasure.title}</h2>
      <p>{t.erasure.lead}</p>
      <Form form={form} action={t.erasure.action} labels={t.erasure.labels}>
        <SelectField
          name="ground"
          label={t.erasure.labels.ground}
          required
          options={GROUNDS.map((ground) => [ground, t.erasure.grounds[ground]] as const)}
          value={values.ground}
          onChange={(ground) => set('ground', ground)}
        />
        <ActFields name="act" isWhole value={values.act} onChange={(act) => set('act', act)} />
        <CheckField
          name="confirm"
          label={t.erasure.labels.confirm}
          required
          value={values.isSure}
          onChange={(isSure) => set('isSure', isSure)}
        />
      </Form>
    </section>
  )
}
