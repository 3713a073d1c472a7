import { CsvError, parse } from 'csv-parse/sync'
import * as z from 'zod'
import { type TabularFile, tableOf, unreadable } from './table.ts'
import { utf8TextOf } from './utf8.ts'

/** What separates cells: spreadsheets write what is usual in their country. */
const DELIMITERS = [';', ',', '\t'] as const

/** Records as csv-parse gives them with `info`. */
const Lines = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

/** Reads a table in CSV (RFC 4180), UTF-8. What separates cells is found out from the header; where it is not a comma,
 *  numbers may have a decimal comma.
 *  @throws InvalidBodyError when it cannot be read as a whole */
export const readCsv = (bytes: Uint8Array): TabularFile => {
  const text = utf8TextOf(bytes)
  const [header = ''] = text.split('\n', 1)
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length)
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
  const cellOf = (cell: string) =>
    delimiter !== ',' && /^-?\d+,\d+$/.test(cell.trim()) ? cell.replace(',', '.') : cell
  return tableOf(
    recordsIn(text, delimiter).map(({ record, info }) => ({ line: info.lines, cells: record.map(cellOf) })),
  )
}

const recordsIn = (text: string, delimiter: string): z.output<typeof Lines> => {
  try {
    return Lines.parse(
      parse(text, { delimiter, info: true, relax_column_count: true, max_record_size: 100_000 }),
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error['lines'] ?? 0)
    throw unreadable({
      en: `The file is no CSV: around line ${line} a quote is not closed, or stands where none may. (${error.code})`,
      ru: `Файл — не CSV: около строки ${line} кавычка не закрыта или стоит не на месте. (${error.code})`,
    })
  }
}
