import { readFileSync, statSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'
import { InvalidBodyError } from '#kernel/errors'
import { utf8TextOf } from '#tabular/utf8'
import type { Row } from './mapping.ts'

/** A table read from a file. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly delimiter: ',' | ';'
}

/** A file is read as a whole; half a million rows of values are below this. */
const MOST_BYTES = 50 * 1024 * 1024

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
    const { size } = statSync(file)
    if (size > MOST_BYTES)
      throw new TableError(
        `${file} has ${megabytes(size)} MB, more than ${megabytes(MOST_BYTES)}; split it, with the header in each part`,
      )
    return readFileSync(file)
  } catch (error) {
    if (error instanceof TableError) throw error
    throw new TableError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)

const decoded = (file: string, bytes: Buffer): string => {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    throw new TableError(`${file} is an archive, as XLSX files are; save its table as "CSV UTF-8"`)
  try {
    return utf8TextOf(bytes)
  } catch (error) {
    if (!(error instanceof InvalidBodyError)) throw error
    throw new TableError(
      `${file}: ${error.detail.en} This command takes CSV only; what converts it: iconv -f WINDOWS-1251 -t UTF-8 in.csv > out.csv`,
    )
  }
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
