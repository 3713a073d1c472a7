import { useQueryClient } from '@tanstack/react-query'
import { bound } from '../../../forms/bound.ts'
import { TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { tell } from '../../../ui/done.ts'
import { governance, type Person } from '../api.ts'
import { t } from '../texts/index.ts'

interface Values {
  readonly name?: string
  readonly email?: string
}

const valuesOf = ({ name, email }: Person): Values => ({ name, ...(email !== undefined && { email }) })

/** Corrects what a person is called and where they are reached. */
export const CorrectPerson = ({ person, version }: { readonly person: Person; readonly version: number }) => {
  const cache = useQueryClient()
  const params = { personId: person.id }
  const form = useForm({
    id: `person.${person.id}`,
    title: `${t.people.correct}: ${person.name}`,
    initial: valuesOf(person),
    version,
    check: async () => (await import('../checks.ts')).personCorrection,
    send: (body, attempt) => governance.correctPerson({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await governance.getPerson({ params })
      return { values: valuesOf(body), version: now }
    },
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['person', person.id] })
      tell(t.people.corrected)
    },
  })
  const { values, set } = form
  const field = bound(values, set, t.people.labels)
  return (
    <section aria-labelledby="correct">
      <h2 id="correct">{t.people.correct}</h2>
      <p>{t.people.correctLead}</p>
      <Form form={form} action={t.people.correct} labels={t.people.labels}>
        <TextField {...field('name')} required />
        <TextField {...field('email')} type="email" required />
      </Form>
    </section>
  )
}
