import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { day } from '../../../format.ts'
import { Dialog } from '../../../forms/dialog.tsx'
import { ForHolders } from '../../../session/may.tsx'
import { actText } from '../../../ui/act-text.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { useLanding } from '../../../ui/use-landing.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import type { Substitution } from '../api.ts'
import { persons, positions, substitutions } from '../data.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { HolderLink } from '../ui/holder-link.tsx'
import { EndSubstitution, NewSubstitution } from '../ui/substitution-forms.tsx'

/** Who acts in whose position, and for how long. */
export const SubstitutionsPage = () => {
  return (
    <>
      <Heading title={t.substitutions.title} lead={t.substitutions.lead} />
      <AreaNav />
      <ForHolders of={['power.grant']} lacking={t.people.notYours}>
        <Acting />
      </ForHolders>
    </>
  )
}

const Acting = () => {
  const found = useQuery(substitutions(undefined))
  const people = useQuery(persons())
  const seats = useQuery(positions(undefined))
  const [ending, end] = useState<Substitution>()
  const [given, setGiven] = useState(0)
  const landing = useLanding()
  const error = found.error ?? people.error ?? seats.error
  const today = new Date().toISOString().slice(0, 10)
  if (error)
    return (
      <TroubleHere
        error={error}
        again={() => void Promise.all([found.refetch(), people.refetch(), seats.refetch()])}
      />
    )
  if (!found.data || !people.data || !seats.data) return <Waiting lines={6} />
  const names = new Map<string, string>(people.data.map(({ id, name }) => [id, name]))
  const nameOf = (person: string): string => names.get(person) ?? person
  return (
    <>
      {found.data.length === 0 ? (
        <p>{t.substitutions.none}</p>
      ) : (
        <Table
          caption={t.substitutions.title}
          quietCaption
          rows={found.data}
          rowKey={({ id }) => id}
          columns={[
            { key: 'who', name: t.substitutions.labels.substitute, cell: (one) => nameOf(one.substitute) },
            { key: 'for', name: t.substitutions.insteadOf, cell: (one) => nameOf(one.person) },
            {
              key: 'where',
              name: t.people.labels.holder,
              cell: ({ holder }) => <HolderLink holder={holder} />,
            },
            { key: 'from', name: t.people.labels.from, cell: ({ from }) => day(from) },
            { key: 'to', name: t.people.labels.to, cell: ({ to }) => day(to) },
            { key: 'act', name: t.grants.act, cell: ({ act }) => actText(act) },
            {
              key: 'end',
              name: t.people.action,
              cell: (one) =>
                today < one.to && (
                  <button type="button" onClick={() => end(one)}>
                    {t.substitutions.end}
                  </button>
                ),
            },
          ]}
        />
      )}
      <Dialog title={t.substitutions.end} isOpen={ending !== undefined} onClose={() => end(undefined)}>
        {ending && <EndSubstitution id={ending.id} onDone={() => end(undefined)} />}
      </Dialog>
      <section aria-labelledby="new-substitution">
        <h2 id="new-substitution" tabIndex={-1} ref={landing.ref}>
          {t.substitutions.add}
        </h2>
        <NewSubstitution
          key={given}
          people={people.data}
          seats={seats.data.filter(({ to }) => to === null || today < to)}
          onDone={() => {
            setGiven(given + 1)
            landing.land()
          }}
        />
      </section>
    </>
  )
}
