import { stringify } from 'csv-stringify/sync'
import { harmless, type WrittenTable } from './written-table.ts'
import { xlsxTable } from './xlsx-table.ts'

/** A table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which spreadsheets read Cyrillic wrongly. */
export const writeCsvTable = ({ header, rows }: WrittenTable): Buffer => {
  const cells = rows.map((row) =>
    row.map((cell) => (cell === null ? '' : typeof cell === 'string' ? harmless(cell) : cell.number)),
  )
  return Buffer.from(stringify([[...header], ...cells], { bom: true }))
}

/** A table as the bytes of an XLSX file. */
export const writeXlsxTable = async (table: WrittenTable): Promise<Buffer> =>
  Buffer.from(await (await xlsxTable(table)).arrayBuffer())
