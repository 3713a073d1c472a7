import { useState } from 'react'
import { day } from '../../../format.ts'
import { draftsOf, dropDraft } from '../../../forms/drafts.ts'
import { useSession } from '../../../session/session.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { t } from '../texts/index.ts'

/** What the person owes and has begun. */
export const WorkPage = () => {
  const person = useSession()?.subject ?? ''
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      <Drafts person={person} />
    </>
  )
}

const Drafts = ({ person }: { readonly person: string }) => {
  const [drafts, setDrafts] = useState(() => draftsOf(person))
  if (drafts.length === 0) return <p>{t.nothing}</p>
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{t.drafts}</h2>
      <Table
        caption={t.drafts}
        quietCaption
        rows={drafts}
        rowKey={({ form }) => form}
        columns={[
          { key: 'draft', name: t.draft, cell: ({ address, title }) => <a href={address}>{title}</a> },
          {
            key: 'saved',
            name: t.savedAt,
            cell: ({ savedAt }) => day(new Date(savedAt).toISOString()),
          },
          {
            key: 'discard',
            name: t.discard,
            cell: ({ form, title }) => (
              <button
                type="button"
                aria-label={t.discardOne(title)}
                onClick={() => {
                  dropDraft(person, form)
                  setDrafts(draftsOf(person))
                }}
              >
                {t.discard}
              </button>
            ),
          },
        ]}
      />
    </section>
  )
}
