import { Link } from '@tanstack/react-router'
import { bytes, day } from '../../../format.ts'
import { language, say } from '../../../language.ts'
import type { DocumentSummary } from '../../../types.ts'
import { Table } from '../../../ui/table.tsx'
import { t } from '../texts/index.ts'

const languageNames = new Intl.DisplayNames(language, { type: 'language' })

/** What a language is called in the language of this visit. */
export const languageName = (code: string): string => languageNames.of(code) ?? code

/** Documents as the library lists them. */
export const DocumentTable = ({ documents }: { readonly documents: readonly DocumentSummary[] }) => (
  <Table
    caption={t.documents.title}
    quietCaption
    rows={documents}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'title',
        name: t.documents.document,
        cell: ({ id, titles }) => (
          <Link to="/documents/$id" params={{ id }}>
            {say(titles)}
          </Link>
        ),
      },
      { key: 'language', name: t.documents.language, cell: (row) => languageName(row.language) },
      { key: 'updated', name: t.documents.updated, cell: ({ updatedAt }) => day(updatedAt) },
      { key: 'size', name: t.documents.size, numeric: true, cell: ({ size }) => bytes(size) },
    ]}
  />
)
