import { readFileSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'
import type { Row } from './mapping.ts'

/** A table read from a file. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly delimiter: ',' | ';'
}

/** The file is no table that can be read. */
export class TableError extends Error {
  override readonly name = 'TableError'
}

/** Reads a CSV file: UTF-8 with or without a byte order mark, separated by commas or semicolons, the first line
 *  names the columns. @throws TableError with what is wrong and where */
export const readTable = (file: string): Table => {
  const text = decoded(file, bytesOf(file))
  const delimiter = delimiterOf(text)
  const lines = linesOf(file, text, delimiter)
  const [header, ...rest] = lines
  if (header === undefined)
    throw new TableError(`${file} is empty (expected a line with the names of the columns)`)
  const columns = header.map((name) => name.trim())
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (twice !== undefined) throw new TableError(`${file} has two columns named "${twice}"`)
  return {
    columns,
    delimiter,
    rows: rest.map((cells) =>
      Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
    ),
  }
}

const bytesOf = (file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new TableError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const decoded = (file: string, bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new TableError(
      `${file} is not UTF-8 (${guess(bytes)}). Save it as "CSV UTF-8" in the spreadsheet, or convert it: iconv -f WINDOWS-1251 -t UTF-8 in.csv > out.csv`,
    )
  }
}

/** Bytes of Cyrillic letters in Windows-1251 are 0xC0–0xFF, and most signs of such a text are these. */
const guess = (bytes: Buffer): string => {
  const high = bytes.filter((byte) => byte >= 0x80)
  const letters = high.filter((byte) => byte >= 0xc0)
  return letters.length > high.length * 0.9 ? 'it looks like Windows-1251' : 'it is in another encoding'
}

/** Whichever stands more often in the first line, outside quotes. */
const delimiterOf = (text: string): ',' | ';' => {
  const [line = ''] = text.replaceAll(/"[^"]*"/g, '').split(/\r?\n/, 1)
  return line.split(';').length > line.split(',').length ? ';' : ','
}

const linesOf = (file: string, text: string, delimiter: string): string[][] => {
  try {
    return parse(text, { delimiter, skip_empty_lines: true })
  } catch (error) {
    if (error instanceof CsvError) throw new TableError(`${file}: ${error.message}`)
    throw error
  }
}
