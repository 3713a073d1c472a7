import { join } from 'node:path'
import pdfmake from 'pdfmake'
import type { Block, Presented } from '#reports/present/blocks'
import { ROOT } from '../../../infra/paths.ts'

const FONTS = join(ROOT, 'node_modules/@expo-google-fonts/pt-sans')

/** Blocks in the words of pdfmake. */
const contentOf = (block: Block): object => {
  switch (block.kind) {
    case 'heading':
      return { text: block.text, style: 'h3', headlineLevel: 3 }
    case 'paragraph':
      return { text: block.text, margin: [0, 3, 0, 3] }
    case 'terms':
      return {
        stack: block.rows.map(([name, value]) => ({ text: [{ text: `${name}: `, bold: true }, value] })),
      }
    case 'chart':
      return { svg: block.svg, width: 493 }
    case 'table': {
      const { columns, rows } = block.table
      return {
        layout: 'lightHorizontalLines',
        fontSize: 8.5,
        table: {
          headerRows: 1,
          widths: columns.map(({ numeric }) => (numeric ? 'auto' : '*')),
          body: [
            columns.map(({ name, numeric }) => ({
              text: name,
              bold: true,
              alignment: numeric ? 'right' : 'left',
            })),
            ...rows.map((cells) =>
              cells.map(({ text }, index) => ({
                text,
                alignment: columns[index]?.numeric ? 'right' : 'left',
              })),
            ),
          ],
        },
      }
    }
  }
}

/** Makes the PDF of a report by pdfmake. */
export const byPdfmake = (): ((report: Presented) => Promise<Uint8Array>) => {
  pdfmake.addFonts({
    PTSans: {
      normal: join(FONTS, '400Regular/PTSans_400Regular.ttf'),
      bold: join(FONTS, '700Bold/PTSans_700Bold.ttf'),
    },
    'PT Sans': {
      normal: join(FONTS, '400Regular/PTSans_400Regular.ttf'),
      bold: join(FONTS, '700Bold/PTSans_700Bold.ttf'),
    },
  })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS))
  return async ({ title, subtitle, statements, sections, contents, footer }) =>
    pdfmake
      .createPdf({
        pageSize: 'A4',
        pageMargins: [51, 51, 51, 57],
        info: { title: `${title} — ${subtitle}` },
        language: 'ru',
        defaultStyle: { font: 'PTSans', fontSize: 9.5 },
        styles: {
          h1: { fontSize: 20, bold: true },
          h2: { fontSize: 14, bold: true },
          h3: { fontSize: 10.5, bold: true },
        },
        footer: (page: number, pages: number) => ({
          text: `${footer}   ${page} / ${pages}`,
          fontSize: 8,
          margin: [51, 20],
        }),
        content: [
          { text: title, style: 'h1' },
          { text: subtitle, fontSize: 12 },
          ...statements,
          { toc: { title: { text: contents, style: 'h2' } } },
          ...sections.flatMap(({ heading, blocks }) => [
            { text: heading, style: 'h2', tocItem: true, margin: [0, 12, 0, 6] },
            ...blocks.map(contentOf),
          ]),
        ],
      })
      .getBuffer()
}
