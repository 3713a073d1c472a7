import { once } from '#kernel/once'
import { type Typeset, type TypesetterFiles, typesetter } from '#typesetting/typesetter'
import type { Block, Presented } from '../present/blocks.ts'
import { LAYOUT } from './layout.ts'

/** Makes the PDF of a report: tagged, with its title and language. The same report gives the same bytes. */
export type PdfOf = (report: Presented) => Promise<Uint8Array>

/** Makes PDFs; the typesetter is made with the first one. */
export const pdfBy = (files: () => Promise<TypesetterFiles>): PdfOf => {
  const ready = once(async () => typesetter(await files(), { name: 'report', layout: LAYOUT }))
  return async (report) => set(await ready(), report)
}

const set = (typeset: Typeset, { sections, madeAt, ...rest }: Presented): Uint8Array => {
  const charts = new Map<string, string>()
  const laidOut = sections.map(({ heading, blocks }) => ({
    heading,
    blocks: blocks.map((block) => plain(block, charts)),
  }))
  return typeset(
    { ...rest, madeAt: (madeAt.match(/\d+/g) ?? []).slice(0, 6).map(Number), sections: laidOut },
    charts,
  )
}

/** A block as the layout reads it: texts alone, and charts as files. */
const plain = (block: Block, charts: Map<string, string>) => {
  switch (block.kind) {
    case 'chart': {
      const file = `/chart-${charts.size + 1}.svg`
      charts.set(file, block.svg)
      return { kind: block.kind, file, description: `${block.title}. ${block.description}` }
    }
    case 'table': {
      const { columns, rows } = block.table
      return {
        kind: block.kind,
        columns: columns.map((column, index) => ({
          ...column,
          weight: widthOf([column.name, ...rows.map((cells) => cells[index]?.text ?? '')]),
        })),
        rows: rows.map((cells) => cells.map(({ text }) => text)),
      }
    }
    default:
      return block
  }
}

/** What part of a table's width a column of texts gets: as its longest text, within limits. */
const widthOf = (texts: readonly string[]): number =>
  Math.min(40, Math.max(8, ...texts.map(({ length }) => length)))
