import type { Language } from '#kernel/localised-text'

/** What stands in a cell: as people read it and, of a number, the number itself with its form in a workbook. */
export interface Cell {
  readonly text: string
  readonly number?: { readonly value: number; readonly format: string }
}

/** A table; the first column names what its row is about. */
export interface Table {
  readonly caption: string
  readonly columns: readonly { readonly name: string; readonly numeric: boolean }[]
  readonly rows: readonly (readonly Cell[])[]
}

/** What a section consists of, one under the other. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'terms'; readonly rows: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'chart'; readonly svg: string; readonly title: string; readonly description: string }

/** One section, as it is read, and as one clean table for calculating on. */
export interface PresentedSection {
  readonly heading: string
  readonly blocks: readonly Block[]
  readonly sheet: { readonly name: string; readonly table: Table }
}

/** A whole report in one language, from which HTML, PDF and workbook are made. */
export interface Presented {
  readonly language: Language
  /** How it says that it was made for training: across each page, and in a sentence, its first statement. */
  readonly training?: { readonly mark: string; readonly notice: string }
  readonly title: string
  /** What and when it is about. */
  readonly subtitle: string
  /** When it was made, and what has to be known about that. */
  readonly statements: readonly string[]
  readonly sections: readonly PresentedSection[]
  readonly contents: string
  readonly footer: string
  readonly madeAt: string
}

export const text = (content: string): Cell => ({ text: content })

export const column = (name: string): Table['columns'][number] => ({ name, numeric: false })
export const numbers = (name: string): Table['columns'][number] => ({ name, numeric: true })
