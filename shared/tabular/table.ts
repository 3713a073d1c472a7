import { InvalidBodyError } from '#kernel/errors'
import type { PlatformText } from '#kernel/localised-text'
import { beginsFormula } from './formula.ts'

/** One row of a file with tables, as text; numbers as decimals with a point. */
interface TabularRow {
  /** Its line in the file, from 1; the header is line 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Why the row cannot be taken, though the file can be read. */
  readonly fault?: PlatformText
}

/** A file with one table: a header and rows. Empty rows are left out. */
export interface TabularFile {
  readonly header: readonly string[]
  readonly rows: readonly TabularRow[]
}

/** What a file cannot be, said of the whole of it: nothing of such a file is taken. */
export const unreadable = (detail: PlatformText): InvalidBodyError =>
  new InvalidBodyError(detail, { faults: [{ pointer: '/content', detail }] })

const formulaFault = (column: number): PlatformText => ({
  en: `column ${column + 1} holds a formula, or a text that begins like one; give the value itself`,
  ru: `в столбце ${column + 1} формула или текст, похожий на неё; укажите само значение`,
})

/** Rows with their faults, from lines of cells; the first line is the header.
 *  @throws InvalidBodyError when there is no header */
export const tableOf = (
  lines: readonly { readonly line: number; readonly cells: readonly string[] }[],
  isFormula: (line: number, column: number) => boolean = () => false,
): TabularFile => {
  const [header, ...rest] = lines.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell) => cell.trim()),
  }))
  if (header === undefined || header.cells.every((cell) => cell === ''))
    throw unreadable({ en: 'The file is empty: it has no header.', ru: 'Файл пуст: в нём нет заголовка.' })
  const rows = rest.filter(({ cells }) => cells.some((cell) => cell !== ''))
  return {
    header: header.cells,
    rows: rows.map(({ line, cells }): TabularRow => {
      const column = cells.findIndex((cell, index) => beginsFormula(cell) || isFormula(line, index))
      if (column >= 0) return { line, cells, fault: formulaFault(column) }
      if (cells.slice(header.cells.length).some((cell) => cell !== ''))
        return { line, cells, fault: tooMany(cells.length, header.cells.length) }
      return { line, cells }
    }),
  }
}

const tooMany = (cells: number, columns: number): PlatformText => ({
  en: `the row has ${cells} cells, the header ${columns}`,
  ru: `в строке ${cells} ячеек, в заголовке ${columns}`,
})
