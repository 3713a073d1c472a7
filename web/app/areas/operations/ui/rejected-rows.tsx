import { useEffect, useState } from 'react'
import type { Row } from '#imports/mapping'
import { type Table as Read, rejectedCsv, rejectedName } from '#imports/read-table'
import type { Outcome } from '#imports/run-import'
import { save } from '../../../figures/download.ts'
import { t as common } from '../../../texts/index.ts'
import { Table } from '../../../ui/table.tsx'
import { ownColumns } from '../imports/plan.ts'
import type { Way } from '../imports/use-import.ts'
import { t } from '../texts/index.ts'

/** So many more rows are shown at once. */
const PAGE = 50

/** Rows that were not taken, each with its reason: to be corrected here and sent again, or saved as a file. */
export const RejectedRows = ({
  name,
  table,
  rejected,
  rows,
  way,
  isRunning,
  onChange,
  onAgain,
}: {
  /** Of the file that they came from. */
  readonly name: string
  readonly table: Read
  readonly rejected: Outcome['rejected']
  /** The same rows as they were corrected since. */
  readonly rows: readonly Row[]
  /** How they were found. */
  readonly way: Way
  readonly isRunning: boolean
  readonly onChange: (index: number, row: Row) => void
  readonly onAgain: () => void
}) => {
  const [shown, setShown] = useState(PAGE)
  useEffect(() => {
    // Whoever closes the window would lose what was corrected.
    const askFirst = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', askFirst)
    return () => window.removeEventListener('beforeunload', askFirst)
  }, [])
  const numbered = rows.slice(0, shown).map((row, index) => ({ row, index }))
  return (
    <section aria-labelledby="rejected" className="rejected">
      <h2 id="rejected">{t.imports.rejected}</h2>
      <p>{t.imports.rejectedText}</p>
      <Table
        caption={t.imports.rejected}
        quietCaption
        rows={numbered}
        rowKey={({ index }) => String(index)}
        columns={[
          { key: 'row', name: t.imports.row, cell: ({ index }) => index + 1 },
          {
            key: 'reason',
            name: t.imports.reason,
            cell: ({ index }) => <span className="reason">{rejected[index]?.reason}</span>,
          },
          ...ownColumns(table.columns).map((column) => ({
            key: `of ${column}`,
            name: column,
            cell: ({ row, index }: { readonly row: Row; readonly index: number }) => (
              <input
                type="search"
                aria-label={t.imports.cell(column, String(index + 1))}
                value={row[column] ?? ''}
                onChange={({ target }) => onChange(index, { ...row, [column]: target.value })}
              />
            ),
          })),
        ]}
      />
      <p className="ways">
        {shown < rows.length && (
          <button type="button" onClick={() => setShown(shown + PAGE)}>
            {common.more}
          </button>
        )}
        <button type="button" className="main" disabled={isRunning} onClick={onAgain}>
          {t.imports.again[way]}
        </button>
        <button type="button" onClick={() => save(fileOf(table, rejected, rows), rejectedName(name))}>
          {t.imports.download}
        </button>
      </p>
    </section>
  )
}

/** The rows as they were corrected so far, with why they were rejected. */
const fileOf = (table: Read, rejected: Outcome['rejected'], rows: readonly Row[]): Blob => {
  const corrected = rejected.map(({ reason }, index) => ({ row: rows[index] ?? {}, reason }))
  return new Blob(['\uFEFF', rejectedCsv(table, corrected)], { type: 'text/csv;charset=utf-8' })
}
