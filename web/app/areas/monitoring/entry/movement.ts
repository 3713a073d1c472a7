import type { Place, Size } from './paste.ts'

/** A key as it was pressed in a cell, and where the caret is. */
export interface Press {
  readonly key: string
  readonly shift: boolean
  readonly control: boolean
  /** Nothing stands before the caret, or the whole text is selected as after coming to the cell. */
  readonly atStart: boolean
  /** Nothing stands after it, or the whole text is selected. */
  readonly atEnd: boolean
}

/** Where a key leads, as in a spreadsheet; undefined where it stays what it is in a text. */
export const led = (
  { key, shift, control, atStart, atEnd }: Press,
  { row, column }: Place,
  { rows, columns }: Size,
): Place | undefined => {
  const to = (place: Place): Place | undefined =>
    place.row < 0 || place.row >= rows || place.column < 0 || place.column >= columns ? undefined : place
  switch (key) {
    case 'ArrowUp':
      return to({ row: row - 1, column })
    case 'ArrowDown':
      return to({ row: row + 1, column })
    case 'Enter':
      return to({ row: row + (shift ? -1 : 1), column })
    case 'ArrowLeft':
      return atStart && !shift ? to({ row, column: column - 1 }) : undefined
    case 'ArrowRight':
      return atEnd && !shift ? to({ row, column: column + 1 }) : undefined
    case 'Home':
      return control ? { row: 0, column: 0 } : undefined
    case 'End':
      return control ? { row: rows - 1, column: columns - 1 } : undefined
    default:
      return undefined
  }
}
