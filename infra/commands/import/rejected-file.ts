import { writeFileSync } from 'node:fs'
import { stringify } from 'csv-stringify/sync'
import { REASON_COLUMN } from './mapping.ts'
import type { Table } from './read-table.ts'
import type { Outcome } from './run-import.ts'

/** Beside the file itself: `clusters.csv` → `clusters.rejected.csv`. */
export const rejectedFileOf = (file: string): string =>
  `${file.replace(/\.csv$/i, '').replace(/\.rejected$/, '')}.rejected.csv`

/** Writes the rejected rows with their own columns and the reason, to be corrected and imported again: with the same
 *  options, for the reason's column is never taken for a field. */
export const writeRejected = (
  file: string,
  { columns, delimiter }: Table,
  rejected: Outcome['rejected'],
): void => {
  const own = columns.filter((column) => column !== REASON_COLUMN)
  const rows = rejected.map(({ row, reason }) => ({ ...row, [REASON_COLUMN]: reason }))
  writeFileSync(file, stringify(rows, { header: true, columns: [...own, REASON_COLUMN], delimiter }))
}
