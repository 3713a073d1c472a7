import { decimal, signedPercent } from '../../../format.ts'
import { language } from '../../../language.ts'
import type { FormFigure } from '../api.ts'
import { readCell } from './cell-text.ts'
import { COLUMNS, cellName, type EntryColumn, held } from './edits.ts'
import type { Place, Size } from './paste.ts'

/** What stands in a cell, as typed or as the platform has it. */
export const shownIn = (
  column: EntryColumn,
  figure: FormFigure,
  edit: { readonly text: string } | undefined,
): string => {
  if (edit !== undefined) return edit.text
  const now = held(column, figure)
  return column === 'value' && now !== '' && figure.value !== null && now === figure.value
    ? decimal(now, figure.decimals)
    : now
}

/** The change against the last period as a share, of what stands in the grid; a dash where there is none. */
export const changeOf = (figure: FormFigure, shown = shownIn('value', figure, undefined)): string => {
  const reading = readCell(shown, language, figure.decimals)
  const before = Number(figure.earlier?.value ?? 0)
  if (reading.kind !== 'value' || before === 0) return '–'
  return signedPercent((Number(reading.value) - before) / Math.abs(before))
}

/** The id of a cell’s control, by which it is led to. */
export const controlOf = (column: EntryColumn, figure: Pick<FormFigure, 'indicator' | 'breakdown'>): string =>
  `cell-${cellName(column, figure).replaceAll(/[^A-Za-z0-9-]/g, '-')}`

/** The grid that a form makes. */
export const sizeOf = (figures: readonly FormFigure[]): Size => ({
  rows: figures.length,
  columns: COLUMNS.length,
})

/** Which figure and column a place is. */
export const cellAt = (
  figures: readonly FormFigure[],
  { row, column }: Place,
): { readonly figure: FormFigure; readonly column: EntryColumn } | undefined => {
  const [figure, name] = [figures[row], COLUMNS[column]]
  return figure === undefined || name === undefined ? undefined : { figure, column: name }
}
