import type { ReactNode } from 'react'
import { t } from '../texts/index.ts'

export interface Column<R, K extends string = string> {
  readonly key: K
  readonly name: string
  readonly cell: (row: R) => ReactNode
  /** Numbers stand to the right. */
  readonly numeric?: boolean
}

export interface Sorting<K extends string> {
  readonly key: K
  readonly order: 'asc' | 'desc'
  readonly by: readonly K[]
  readonly onSort: (key: K) => void
}

/** A table whose first column names the row. Columns that can be sorted by have a button in their head. On narrow
 *  screens it scrolls within itself, by keyboard too. */
export const Table = <R, K extends string>({
  caption,
  columns,
  rows,
  rowKey,
  sorting,
  quietCaption = false,
}: {
  readonly caption: string
  readonly columns: readonly Column<R, K>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string
  readonly sorting?: Sorting<K>
  /** The caption repeats a heading: for screen readers only. */
  readonly quietCaption?: boolean
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section className="table" aria-label={caption} tabIndex={0}>
    <table>
      <caption className={quietCaption ? 'unseen' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={column.numeric ? 'numeric' : undefined}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Head = <R, K extends string>({
  column: { key, name, numeric },
  sorting,
}: {
  readonly column: Column<R, K>
  readonly sorting: Sorting<K> | undefined
}) => {
  const className = numeric ? 'numeric' : undefined
  if (!sorting?.by.includes(key))
    return (
      <th scope="col" className={className}>
        {name}
      </th>
    )
  const sorted = sorting.key === key ? sorting.order : undefined
  return (
    <th
      scope="col"
      className={className}
      aria-sort={sorted === undefined ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      <button type="button" className="sort" onClick={() => sorting.onSort(key)} title={t.sortBy(name)}>
        {name}
        <span aria-hidden="true">{sorted === undefined ? '↑↓' : sorted === 'asc' ? '↑' : '↓'}</span>
      </button>
    </th>
  )
}
