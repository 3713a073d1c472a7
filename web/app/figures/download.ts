import type { MonitoringTypes } from '../types.ts'

/** Offers a text, or bytes, to be saved as a file. */
export const save = (content: BlobPart, fileName: string, type: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}

const HEADS = [
  'indicator',
  'code',
  'name',
  'period',
  'value',
  'obsStatus',
  'reporting',
  'expected',
  'coverage',
] as const

/** An answer as CSV (RFC 4180): header and rows, values as the API gives them, a mark for spreadsheets that it is
 *  UTF-8. */
export const csvOf = (answer: MonitoringTypes['answer'], nameOf: (code: string) => string): string => {
  const rows = answer.rows.map((row) => [
    row.indicator,
    row.code,
    nameOf(row.code),
    row.period,
    row.value,
    row.obsStatus,
    row.reporting,
    row.expected,
    row.coverage,
  ])
  return `\uFEFF${[HEADS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
