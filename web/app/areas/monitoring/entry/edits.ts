import type { Language } from '#kernel/localised-text'
import { type CellFault, contentOf, type MissingStatus, readCell } from './cell-text.ts'

/** The columns that somebody fills in. */
export const COLUMNS = ['value', 'reason'] as const
export type EntryColumn = (typeof COLUMNS)[number]

/** A figure of the form as far as edits are about it. */
export interface EntryFigure {
  readonly indicator: string
  readonly breakdown: string
  readonly decimals: number
  readonly value: string | null
  readonly obsStatus: string | null
  readonly justification?: string
}

/** What was typed into one cell and is not on the platform yet. */
interface Edit {
  /** As typed. */
  readonly text: string
  /** What the platform had when it was typed. */
  readonly over: string
}

/** By the name of the cell. */
export type Edits = Readonly<Record<string, Edit>>

/** Of the API's words for one cell: what it refused, as typed, and why. */
export type Refusals = Readonly<Record<string, { readonly text: string; readonly detail: string }>>

/** A figure by name, as the API calls it: `employment`, with a breakdown `employment#C`. */
export const nameOf = ({ indicator, breakdown }: Pick<EntryFigure, 'indicator' | 'breakdown'>): string =>
  breakdown === '_T' ? indicator : `${indicator}#${breakdown}`

export const cellName = (column: EntryColumn, figure: Pick<EntryFigure, 'indicator' | 'breakdown'>): string =>
  `${column} ${nameOf(figure)}`

/** What the platform has in a cell: `1234.5`, `O`, a reason, or nothing. A value that the authority put in for the
 *  cluster is not one of its own. */
export const held = (column: EntryColumn, figure: EntryFigure): string =>
  column === 'reason'
    ? (figure.justification ?? '')
    : figure.obsStatus === 'I'
      ? ''
      : (figure.value ?? figure.obsStatus ?? '')

/** What a typed text comes to; undefined for what cannot be taken. */
const content = (column: EntryColumn, figure: EntryFigure, text: string, language: Language) =>
  column === 'reason' ? text.trim() : contentOf(readCell(text, language, figure.decimals))

/** Edits with one more. What says the same as the platform is no edit. */
export const typed = (
  edits: Edits,
  column: EntryColumn,
  figure: EntryFigure,
  text: string,
  language: Language,
): Edits => {
  const name = cellName(column, figure)
  const { [name]: before, ...others } = edits
  const now = held(column, figure)
  if (content(column, figure, text, language) === now) return others
  return { ...others, [name]: { text, over: before?.over ?? now } }
}

/** The edits that the platform does not have yet; also those of figures that the campaign asks for no more are left out. */
export const unsettled = (edits: Edits, figures: readonly EntryFigure[], language: Language): Edits =>
  Object.fromEntries(
    figures.flatMap((figure) =>
      COLUMNS.flatMap((column) => {
        const name = cellName(column, figure)
        const edit = edits[name]
        return edit === undefined || content(column, figure, edit.text, language) === held(column, figure)
          ? []
          : [[name, edit]]
      }),
    ),
  )

/** Whether somebody else changed what an edit was typed over. */
export const isContested = (edit: Edit | undefined, column: EntryColumn, figure: EntryFigure): boolean =>
  edit !== undefined && edit.over !== held(column, figure)

/** Ends the contest about a cell: mine holds over what the platform has now, or theirs does. */
export const decided = (
  edits: Edits,
  column: EntryColumn,
  figure: EntryFigure,
  whose: 'mine' | 'theirs',
): Edits => {
  const name = cellName(column, figure)
  const { [name]: edit, ...others } = edits
  return edit === undefined || whose === 'theirs'
    ? others
    : { ...others, [name]: { text: edit.text, over: held(column, figure) } }
}

/** Why a cell cannot be sent as it stands. */
export type Obstacle = CellFault | 'cleared' | 'reasonAlone'

export const obstacleIn = (
  edits: Edits,
  column: EntryColumn,
  figure: EntryFigure,
  language: Language,
): Obstacle | undefined => {
  const edit = edits[cellName(column, figure)]
  if (edit === undefined) return undefined
  if (column === 'reason')
    return edit.text.trim() === ''
      ? 'cleared'
      : valueToSend(edits, figure, language)
        ? undefined
        : 'reasonAlone'
  const reading = readCell(edit.text, language, figure.decimals)
  return reading.kind === 'fault' ? reading.fault : reading.kind === 'empty' ? 'cleared' : undefined
}

type Value = { readonly value: string } | { readonly obsStatus: MissingStatus }

/** A figure's value as it is sent: what was typed, else what the platform has; undefined without either. */
const valueToSend = (edits: Edits, figure: EntryFigure, language: Language): Value | undefined => {
  const edit = edits[cellName('value', figure)]
  const text = edit?.text ?? ''
  const reading = readCell(edit === undefined ? '' : text, language, figure.decimals)
  if (reading.kind === 'value') return { value: reading.value }
  if (reading.kind === 'status') return { obsStatus: reading.obsStatus }
  if (edit !== undefined) return undefined
  const now = held('value', figure)
  if (now === 'M' || now === 'L' || now === 'O') return { obsStatus: now }
  return now === '' ? undefined : { value: now }
}

/** What of the edits can be sent, figure by figure, with the cells that each brings to the platform. Left out is what is
 *  being typed, what cannot be taken, what somebody else changed too, and what the API refused as it stands. */
export const toSend = (
  edits: Edits,
  figures: readonly EntryFigure[],
  language: Language,
  { refused, typing }: { readonly refused: Refusals; readonly typing: string | undefined },
) =>
  figures.flatMap((figure) => {
    const cells = COLUMNS.filter((column) => edits[cellName(column, figure)] !== undefined)
    const waits = (column: EntryColumn) => {
      const name = cellName(column, figure)
      const edit = edits[name]
      return (
        name === typing ||
        isContested(edit, column, figure) ||
        obstacleIn(edits, column, figure, language) !== undefined ||
        (edit !== undefined && refused[name]?.text === edit.text)
      )
    }
    const ready = cells.filter((column) => !waits(column))
    const value = valueToSend(edits, figure, language)
    // A reason goes with the value that it is about.
    if (value === undefined || ready.length === 0 || (cells.includes('value') && !ready.includes('value')))
      return []
    const reason = ready.includes('reason') ? edits[cellName('reason', figure)]?.text.trim() : undefined
    const { indicator, breakdown } = figure
    return [
      {
        cells: ready.map((column) => cellName(column, figure)),
        content: { indicator, breakdown, ...value, ...(reason !== undefined && { justification: reason }) },
      },
    ]
  })
