import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import { language } from '../../../../language.ts'
import { tell } from '../../../../ui/done.ts'
import type { FormFigure } from '../../api.ts'
import { cellAt, controlOf, shownIn, sizeOf } from '../../entry/cells.ts'
import { COLUMNS, cellName, type EntryColumn } from '../../entry/edits.ts'
import { led } from '../../entry/movement.ts'
import { blockOf, laidOut } from '../../entry/paste.ts'
import type { Entry } from '../../entry/use-entry.ts'
import { t } from '../../texts/campaigns/index.ts'

/** One control of the grid. Keys lead on as in a spreadsheet, Escape brings back what stood there, and a block that is
 *  pasted fills the cells from here on. */
export const EntryCell = ({
  entry,
  row,
  column,
  figure,
  isFixed,
  isFaulty,
  labelledBy,
  describedBy,
}: {
  readonly entry: Entry
  readonly row: number
  readonly column: EntryColumn
  readonly figure: FormFigure
  readonly isFixed: (figure: FormFigure) => boolean
  readonly isFaulty: boolean
  readonly labelledBy: string
  readonly describedBy: string
}) => {
  const { figures } = entry.form
  const name = cellName(column, figure)
  const shown = shownIn(column, figure, entry.edits[name])
  const before = useRef(shown)
  const place = { row, column: COLUMNS.indexOf(column) }

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key, currentTarget: control } = event
    // The keys of an input method that is composing are its own.
    if (event.nativeEvent.isComposing || event.altKey) return
    if (key === 'Escape') {
      entry.type(column, figure, before.current)
      return
    }
    if (key === 'F2') return control.setSelectionRange(control.value.length, control.value.length)
    const target = led(
      {
        key,
        shift: event.shiftKey,
        control: event.ctrlKey || event.metaKey,
        atStart: control.selectionStart === 0,
        atEnd: control.selectionEnd === control.value.length,
      },
      place,
      sizeOf(figures),
    )
    const cell = target && cellAt(figures, target)
    if (cell !== undefined) {
      event.preventDefault()
      document.getElementById(controlOf(cell.column, cell.figure))?.focus()
    } else if (key === 'Enter') {
      before.current = shown
      entry.commit()
    }
  }

  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n\r]/.test(text.trimEnd())) return
    event.preventDefault()
    const { cells, outside } = laidOut(blockOf(text), place, sizeOf(figures))
    let taken = 0
    for (const one of cells) {
      const target = cellAt(figures, one)
      if (target === undefined || isFixed(target.figure)) continue
      entry.type(target.column, target.figure, one.text.trim())
      taken += 1
    }
    entry.commit()
    tell(t.entry.pasted(taken, outside + cells.length - taken))
  }

  return (
    <input
      id={controlOf(column, figure)}
      className={column}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={isFaulty || undefined}
      autoComplete="off"
      lang={language}
      {...(column === 'value' ? { inputMode: 'decimal' as const } : { maxLength: 2000 })}
      readOnly={isFixed(figure)}
      value={shown}
      onFocus={({ currentTarget }) => {
        before.current = shown
        currentTarget.select()
      }}
      onChange={({ target }) => entry.type(column, figure, target.value, name)}
      onBlur={() => entry.commit()}
      onKeyDown={press}
      onPaste={paste}
    />
  )
}
