import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { InvalidBodyError } from '#kernel/errors'
import type { PlatformText } from '#kernel/localised-text'
import { utf8TextOf } from '#tabular/utf8'
import { REASON_COLUMN, type Row } from './mapping.ts'
import type { Outcome } from './run-import.ts'

/** A table read from a file. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly delimiter: ',' | ';'
}

/** A file is read as a whole; half a million rows of values are below this. */
export const MOST_BYTES = 50 * 1024 * 1024

/** The file is no table that can be read. */
export class TableError extends Error {
  override readonly name = 'TableError'
  readonly detail: PlatformText

  constructor(detail: PlatformText) {
    super(detail.en)
    this.detail = detail
  }
}

/** Reads CSV: UTF-8 with or without a byte order mark, separated by commas or semicolons, the first line names the
 *  columns. @throws TableError with what is wrong and where */
export const tableIn = (bytes: Uint8Array): Table => {
  const text = decoded(bytes)
  const delimiter = delimiterOf(text)
  const [header, ...rest] = linesOf(text, delimiter)
  if (header === undefined)
    throw new TableError({
      en: 'The file is empty (expected a line with the names of the columns)',
      ru: 'Файл пуст (ожидается строка с названиями столбцов)',
    })
  const columns = header.map((name) => name.trim())
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (twice !== undefined)
    throw new TableError({
      en: `The file has two columns named "${twice}"`,
      ru: `В файле два столбца «${twice}»`,
    })
  return {
    columns,
    delimiter,
    rows: rest.map((cells) =>
      Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
    ),
  }
}

/** The file is larger than what is read. */
export const tooLarge = (bytes: number): TableError => {
  const [size, most] = [bytes, MOST_BYTES].map((one) => Math.ceil(one / 1024 / 1024))
  return new TableError({
    en: `The file has ${size} MB, more than ${most}; split it, with the header in each part`,
    ru: `Размер файла ${size} МБ, больше ${most}; разделите его, повторив заголовок в каждой части`,
  })
}

/** Rejected rows with their own columns and the reason, as CSV to be corrected and imported again: the reason's column is
 *  never taken for a field. */
export const rejectedCsv = (
  { columns, delimiter }: Pick<Table, 'columns' | 'delimiter'>,
  rejected: Outcome['rejected'],
): string => {
  const own = columns.filter((column) => column !== REASON_COLUMN)
  const rows = rejected.map(({ row, reason }) => ({ ...row, [REASON_COLUMN]: reason }))
  return stringify(rows, { header: true, columns: [...own, REASON_COLUMN], delimiter })
}

/** `clusters.csv` → `clusters.rejected.csv`, which keeps its name when it is imported itself. */
export const rejectedName = (file: string): string =>
  `${file.replace(/\.csv$/i, '').replace(/\.rejected$/, '')}.rejected.csv`

const decoded = (bytes: Uint8Array): string => {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new TableError({
      en: 'The file is an archive, as XLSX files are; save its table as "CSV UTF-8"',
      ru: 'Файл — архив, как и файлы XLSX; сохраните таблицу как «CSV UTF-8»',
    })
  try {
    return utf8TextOf(bytes)
  } catch (error) {
    if (!(error instanceof InvalidBodyError)) throw error
    const { en, ru } = error.detail
    const remedy = 'iconv -f WINDOWS-1251 -t UTF-8 in.csv > out.csv'
    throw new TableError({
      en: `${en} Imports take CSV only; what converts it: ${remedy}`,
      ru: `${ru} Для импорта подходит только CSV; перекодировать можно так: ${remedy}`,
    })
  }
}

/** Whichever stands more often in the first line, outside quotes. */
const delimiterOf = (text: string): ',' | ';' => {
  const [line = ''] = text.replaceAll(/"[^"]*"/g, '').split(/\r?\n/, 1)
  return line.split(';').length > line.split(',').length ? ';' : ','
}

const linesOf = (text: string, delimiter: string): string[][] => {
  try {
    return parse(text, { delimiter, skip_empty_lines: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new TableError({ en: error.message, ru: `Файл — не CSV: ${error.message}` })
  }
}
