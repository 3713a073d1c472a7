import writeXlsx from 'write-excel-file/universal'
import { harmless, type WrittenCell, type WrittenTable } from './written-table.ts'

/** A table as XLSX: real numbers in their formats, and a header that stays in sight. */
export const xlsxTable = ({ name, header, rows }: WrittenTable): Promise<Blob> =>
  writeXlsx(
    [
      header.map((value) => ({ value, fontWeight: 'bold' as const, wrap: true })),
      ...rows.map((row) => row.map(cellOf)),
    ],
    {
      sheet: name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      stickyRowsCount: 1,
      columns: header.map((column) => ({ width: Math.min(40, Math.max(12, column.length)) })),
    },
  ).toBlob()

const cellOf = (cell: WrittenCell) => {
  if (cell === null) return null
  if (typeof cell === 'string') return { value: harmless(cell), type: String }
  const fraction = cell.decimals === 0 ? '' : `.${'0'.repeat(cell.decimals)}`
  return {
    value: Number(cell.number),
    type: Number,
    format: cell.percent ? `0${fraction}%` : `#,##0${fraction}`,
  }
}
