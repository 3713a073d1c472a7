import { beginsFormula } from './formula.ts'

/** A cell to write: text, a number with its decimals (a share as a percentage), or nothing. */
export type WrittenCell =
  | string
  | { readonly number: string; readonly decimals: number; readonly percent?: true }
  | null

/** A table to write: its header and rows. */
export interface WrittenTable {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly WrittenCell[])[]
}

/** A text that no spreadsheet runs as a formula. */
export const harmless = (text: string): string => (beginsFormula(text) ? `'${text}` : text)
