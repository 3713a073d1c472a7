import * as z from 'zod'
import { inLanguage, type LocalisedText } from './localised-text.ts'
import { qualityOf } from './quality.ts'

/** How a caller wants the table written. Spreadsheets of many countries expect semicolons, and some take a file for
 *  UTF-8 only when it begins with a byte order mark. */
export const CsvQuery = z.object({
  format: z.enum(['json', 'csv']).exactOptional().register(z.globalRegistry, {
    description: 'Default: what `Accept` prefers, else json',
  }),
  delimiter: z
    .enum([',', ';'])
    .default(',')
    .register(z.globalRegistry, { description: 'Of CSV: what separates its cells' }),
  bom: z.enum(['true', 'false']).default('false').register(z.globalRegistry, {
    description: 'Of CSV: whether it begins with a byte order mark',
  }),
})
export type CsvOptions = Pick<z.output<typeof CsvQuery>, 'delimiter' | 'bom'>

/** One cell. Texts that people wrote, and only those, are marked: a spreadsheet must not run them as a formula, while
 *  a negative number stays a number. */
type CsvCell =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly written: string | LocalisedText | undefined }

/** Columns by name, in order; each says what a row has there. */
export type CsvColumns<R> = Readonly<Record<string, (row: R) => CsvCell>>

/** An answer as a table. */
export interface CsvTable {
  readonly header: readonly string[]
  /** The rows of an answer. @throws ZodError when it is not of the shape that the route declares */
  readonly rows: (answer: unknown) => readonly (readonly CsvCell[])[]
}

/** States how the answer of a route is written as a table.
 *  @param answer the schema of the route's answer: what it does not declare does not leave
 *  @param rowsOf the rows in it */
export const csvTable = <S extends z.ZodType, R>(
  answer: S,
  rowsOf: (answer: z.output<S>) => readonly R[],
  columns: CsvColumns<R>,
): CsvTable => ({
  header: Object.keys(columns),
  rows: (body) => {
    const cells = Object.values(columns)
    return rowsOf(answer.parse(body)).map((row) => cells.map((cell) => cell(row)))
  },
})

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

const textOf = (cell: CsvCell, language: string): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'object') return String(cell)
  const { written = '' } = cell
  const text = typeof written === 'string' ? written : inLanguage(written, language)
  return FORMULA.test(text) ? `'${text}` : text
}

/** Writes a table as RFC 4180 has it: a header and rows, nothing else, lines ended by CR LF, quotes only where a cell
 *  needs them. */
export const csvText = (
  { header, rows }: CsvTable,
  answer: unknown,
  { delimiter, bom }: CsvOptions,
  language: string,
): string => {
  const special = new RegExp(`["\r\n${delimiter}]`)
  const quoted = (text: string) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(delimiter)}\r\n`
  const lines = rows(answer).map((cells) => line(cells.map((cell) => textOf(cell, language))))
  return `${bom === 'true' ? '\uFEFF' : ''}${line(header)}${lines.join('')}`
}

/** RFC 7111 names the parameter that says there is a header. */
export const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

/** Whether an `Accept` header prefers CSV to JSON: by weight, then by how exactly each is named. */
export const prefersCsv = (accept: string | undefined): boolean => {
  if (accept === undefined) return false
  const csv = preference(accept, 'text/csv')
  const json = preference(accept, 'application/json')
  return csv.weight > json.weight || (csv.weight === json.weight && csv.weight > 0 && csv.exact > json.exact)
}

/** How much a media type is wanted, by the range that names it most exactly: 2 itself, 1 its kind, 0 anything. */
const preference = (accept: string, type: string): { weight: number; exact: number } => {
  const ranges = ['*/*', `${type.split('/', 1)[0]}/*`, type]
  let found = { weight: 0, exact: -1 }
  for (const part of accept.split(',')) {
    const [range = '', ...parameters] = part.split(';')
    const exact = ranges.indexOf(range.trim().toLowerCase())
    if (exact > found.exact) found = { weight: qualityOf(parameters), exact }
  }
  return found
}
