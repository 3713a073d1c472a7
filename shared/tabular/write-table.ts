import { stringify } from 'csv-stringify/sync'
import writeXlsx from 'write-excel-file/universal'
import { beginsFormula } from './table.ts'

/** A cell to write: text, a number with its decimals, or nothing. */
export type WrittenCell = string | { readonly number: string; readonly decimals: number } | null

/** A table to write: its header and rows. */
export interface WrittenTable {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly WrittenCell[])[]
}

/** A text that no spreadsheet runs as a formula. */
const harmless = (text: string): string => (beginsFormula(text) ? `'${text}` : text)

/** A table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which spreadsheets read Cyrillic wrongly. */
export const writeCsvTable = ({ header, rows }: WrittenTable): Buffer => {
  const cells = rows.map((row) =>
    row.map((cell) => (cell === null ? '' : typeof cell === 'string' ? harmless(cell) : cell.number)),
  )
  return Buffer.from(stringify([[...header], ...cells], { bom: true }))
}

/** A table as XLSX: real numbers in their formats, and a header that stays in sight. */
export const writeXlsxTable = async ({ name, header, rows }: WrittenTable): Promise<Buffer> => {
  const file = writeXlsx(
    [
      header.map((value) => ({ value, fontWeight: 'bold' as const, wrap: true })),
      ...rows.map((row) =>
        row.map((cell) => {
          if (cell === null) return null
          if (typeof cell === 'string') return { value: harmless(cell), type: String }
          const format = cell.decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(cell.decimals)}`
          return { value: Number(cell.number), type: Number, format }
        }),
      ),
    ],
    {
      sheet: name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      stickyRowsCount: 1,
      columns: header.map((column) => ({ width: Math.min(40, Math.max(12, column.length)) })),
    },
  )
  return Buffer.from(await (await file.toBlob()).arrayBuffer())
}
