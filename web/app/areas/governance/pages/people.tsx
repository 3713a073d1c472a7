import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useId, useState } from 'react'
import { collator, list } from '../../../format.ts'
import { bound } from '../../../forms/bound.ts'
import { TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { ForHolders } from '../../../session/may.tsx'
import { t as session } from '../../../session/texts/index.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { useLanding } from '../../../ui/use-landing.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import { governance } from '../api.ts'
import { persons, positions } from '../data.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { useHolderNames } from '../ui/holder-names.ts'

/** The people with an account, and the positions that they hold. */
export const PeoplePage = () => {
  const [added, setAdded] = useState(0)
  const landing = useLanding()
  return (
    <>
      <Heading title={t.people.title} lead={t.people.lead} />
      <AreaNav />
      <ForHolders of={['power.grant']} lacking={t.people.notYours}>
        <People />
        <section aria-labelledby="new-person">
          <h2 id="new-person" tabIndex={-1} ref={landing.ref}>
            {t.people.add}
          </h2>
          <p>{t.people.addLead}</p>
          <NewPerson
            key={added}
            onDone={() => {
              setAdded(added + 1)
              landing.land()
            }}
          />
        </section>
      </ForHolders>
    </>
  )
}

const People = () => {
  const people = useQuery(persons())
  const seats = useQuery(positions(undefined))
  const field = useId()
  const [sought, seek] = useState('')
  const wanted = useDeferredValue(sought.trim().toLocaleLowerCase())
  const nameOf = useHolderNames((seats.data ?? []).map(({ holder }) => holder))
  const today = new Date().toISOString().slice(0, 10)
  const error = people.error ?? seats.error
  if (error)
    return <TroubleHere error={error} again={() => void Promise.all([people.refetch(), seats.refetch()])} />
  if (!people.data || !seats.data) return <Waiting lines={8} />
  const held = (person: string) =>
    seats.data
      .filter((seat) => seat.person === person && (seat.to === null || today < seat.to))
      .map(({ holder, role }) => `${nameOf(holder)} (${session.roles[role]})`)
  const rows = people.data
    .filter(({ name, email = '' }) => `${name} ${email}`.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => collator.compare(a.name, b.name))
  return (
    <>
      <div className="fields">
        <div className="field">
          <label htmlFor={field}>{t.people.seek}</label>
          <input id={field} type="search" value={sought} onChange={({ target }) => seek(target.value)} />
        </div>
      </div>
      <p role="status">{t.people.count(rows.length)}</p>
      {rows.length > 0 && (
        <Table
          caption={t.people.title}
          quietCaption
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              name: t.people.labels.name,
              cell: ({ id, name }) => (
                <Link to="/people/$id" params={{ id }}>
                  {name}
                </Link>
              ),
            },
            { key: 'email', name: t.people.labels.email, cell: ({ email }) => email ?? '–' },
            {
              key: 'positions',
              name: t.people.positions,
              cell: ({ id }) => list(held(id)) || t.people.noPosition,
            },
          ]}
        />
      )}
    </>
  )
}

const NewPerson = ({ onDone }: { readonly onDone: () => void }) => {
  const cache = useQueryClient()
  const initial: { readonly subject?: string; readonly name?: string; readonly email?: string } = {}
  const form = useForm({
    id: 'person.new',
    title: t.people.add,
    initial,
    check: async () => (await import('../checks.ts')).newPerson,
    send: (body, { idempotencyKey }) => governance.createPerson({ body, idempotencyKey }),
    onDone: async () => {
      await cache.invalidateQueries({ queryKey: ['persons'] })
      onDone()
      tell(t.people.added)
    },
  })
  const { values, set } = form
  const label = t.people.labels
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.people.add} labels={label}>
      <TextField {...field('name')} required />
      <TextField {...field('email')} type="email" required />
      <TextField {...field('subject')} hint={t.people.subjectHint} required />
    </Form>
  )
}
