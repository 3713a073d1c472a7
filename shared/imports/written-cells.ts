import { type Field, formatCell } from './field.ts'
import type { Row } from './mapping.ts'
import { type RecordOf, valueAt } from './record.ts'

/** The columns that an export writes for records of a kind: those that any of them fills, required ones always. */
export const columnsOf = (fields: readonly Field[], records: readonly RecordOf[]): string[] =>
  fields.flatMap((field) => {
    if (field.form !== 'languages')
      return field.required || records.some((record) => isFilled(cellOf(field, record))) ? [field.column] : []
    const languages = new Set(records.flatMap((record) => Object.keys(Object(valueAt(record, field.path)))))
    if (languages.size === 0 && field.required) languages.add('en')
    return [...languages].sort(englishFirst).map((language) => `${field.column}_${language}`)
  })

/** The cells of a record, by column. */
export const cellsOf = (fields: readonly Field[], record: RecordOf): Row =>
  Object.fromEntries(
    fields.flatMap((field): [string, string][] =>
      field.form === 'languages'
        ? Object.entries(Object(valueAt(record, field.path))).map(([language, text]) => [
            `${field.column}_${language}`,
            String(text),
          ])
        : [[field.column, cellOf(field, record) ?? '']],
    ),
  )

const cellOf = ({ form, path }: Field, record: RecordOf): string | undefined => {
  const value = valueAt(record, path)
  if (form === 'value') return value === undefined ? undefined : formatCell(form, value)
  if (value === undefined || value === null || form === 'languages') return undefined
  // A text field has no cell where the same place holds an object: another field writes its parts.
  if (form === 'text' && typeof value === 'object') return undefined
  if (form === 'identifier' && typeof value !== 'object') return undefined
  return formatCell(form, value)
}

const isFilled = (cell: string | undefined) => cell !== undefined && cell !== ''

const englishFirst = (a: string, b: string) =>
  Number(b === 'en') - Number(a === 'en') || (a < b ? -1 : a > b ? 1 : 0)
