import { strFromU8, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { type TabularFile, tableOf, unreadable } from './table.ts'
import { unpackZip } from './unpack-zip.ts'

/** Parts of an XLSX file that its values lie in. */
const NEEDED =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/

/** Reads the first sheet of an XLSX file. Cells with formulas are told, whatever value was computed of them.
 *  @throws InvalidBodyError when it cannot be read as a whole */
export const readXlsx = async (bytes: Uint8Array): Promise<TabularFile> => {
  const parts = new Map([...unpackZip(bytes)].filter(([name]) => NEEDED.test(name)))
  if (!parts.has('xl/workbook.xml'))
    throw unreadable({
      en: 'The archive is no XLSX file: it has no workbook.',
      ru: 'Архив — не файл XLSX: в нём нет книги.',
    })
  // The library gets the parts anew, in an archive in which nothing else can hide.
  const archive = zipSync(Object.fromEntries(parts), { level: 0 })
  const rows = await sheetIn(archive)
  const formulas = formulasIn(parts)
  return tableOf(
    rows.map((row, index) => ({ line: index + 1, cells: row.map(textOf) })),
    (line, column) => formulas.has(`${column}:${line}`),
  )
}

const sheetIn = async (archive: Uint8Array) => {
  try {
    return await readSheet(new Blob([Buffer.from(archive)]), { parseNumber: (text) => text, trim: false })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw unreadable({
      en: `The XLSX file cannot be read: ${reason.slice(0, 200)}`,
      ru: `Файл XLSX не читается: ${reason.slice(0, 200)}`,
    })
  }
}

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  const text = String(cell)
  return /^-?[\d.]+(E[+-]?\d+)?$/i.test(text) ? plain(text) : text
}

/** A number as spreadsheets show it: to 15 digits, since 0.1 + 0.2 is stored as 0.30000000000000004. */
const plain = (text: string): string => {
  const digits = text.replaceAll(/\D/g, '').length
  return digits <= 15 && !/e/i.test(text) ? text : String(Number(Number(text).toPrecision(15)))
}

/** The cells with formulas of all sheets, as `column:line`; which sheet is the first is up to the workbook. */
const formulasIn = (parts: ReadonlyMap<string, Uint8Array>): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const [name, content] of parts) {
    if (!name.startsWith('xl/worksheets/')) continue
    for (const [, column = '', line = ''] of strFromU8(content).matchAll(
      /<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!\/)>\s*<f\b/g,
    ))
      found.add(`${columnIndex(column)}:${line}`)
  }
  return found
}

/** `A` is 0, `Z` 25, `AA` 26. */
const columnIndex = (letters: string): number =>
  [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
