import { join } from 'node:path'
import { Document, Font, Page, renderToBuffer, Svg, Text, View } from '@react-pdf/renderer'
import { createElement, type ReactNode } from 'react'
import type { Block, Presented } from '#reports/present/blocks'
import { ROOT } from '../../../infra/paths.ts'
import { type SvgNode, svgNodes } from './svg-nodes.ts'

const FONTS = join(ROOT, 'node_modules/@expo-google-fonts/pt-sans')

/** The library's own names of its elements: its typed components are these names. */
const SHAPES: Readonly<Record<string, string>> = {
  svg: 'SVG',
  line: 'LINE',
  circle: 'CIRCLE',
  rect: 'RECT',
  path: 'PATH',
}

const camel = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** A chart in elements of react-pdf; its title and description are left out, as there is nowhere to put them. */
const shape = (node: SvgNode | string, key: number): ReactNode => {
  if (typeof node === 'string' || node.name === 'title' || node.name === 'desc') return null
  const { x, y, fill, ...rest } = node.attributes
  if (node.name === 'text')
    return createElement(
      Text,
      {
        key,
        x: Number(x),
        y: Number(y),
        fill: fill ?? '#1c1c1c',
        textAnchor:
          rest['text-anchor'] === 'end' ? 'end' : rest['text-anchor'] === 'middle' ? 'middle' : 'start',
        style: { fontSize: 12, fontFamily: 'PT Sans' },
      },
      node.children.filter((child) => typeof child === 'string').join(''),
    )
  const Shape = SHAPES[node.name]
  if (Shape === undefined) throw new Error(`react-pdf has no ${node.name}`)
  const attributes = Object.fromEntries(
    Object.entries(node.attributes).map(([name, value]) => [camel(name), value]),
  )
  return createElement(Shape, { key, ...attributes }, ...node.children.map(shape))
}

const row = (
  cells: readonly string[],
  columns: readonly { numeric: boolean }[],
  key: number,
  bold: boolean,
) =>
  createElement(
    View,
    { key, style: { flexDirection: 'row', borderBottomWidth: 0.5 }, wrap: false, fixed: false },
    ...cells.map((text, index) =>
      createElement(
        Text,
        {
          key: index,
          style: {
            flexGrow: columns[index]?.numeric ? 1 : 3,
            flexBasis: 0,
            fontSize: 8.5,
            padding: 2,
            textAlign: columns[index]?.numeric ? 'right' : 'left',
            fontWeight: bold ? 700 : 400,
          },
        },
        text,
      ),
    ),
  )

const blockOf = (block: Block, key: number): ReactNode => {
  switch (block.kind) {
    case 'heading':
      return createElement(
        Text,
        { key, style: { fontSize: 10.5, fontWeight: 700, marginTop: 8 } },
        block.text,
      )
    case 'paragraph':
      return createElement(Text, { key }, block.text)
    case 'terms':
      return createElement(
        View,
        { key },
        ...block.rows.map(([name, value], index) => createElement(Text, { key: index }, `${name}: ${value}`)),
      )
    case 'chart': {
      const { attributes, children } = svgNodes(block.svg)
      const height = (493 * Number(attributes['height'])) / Number(attributes['width'])
      return createElement(
        Svg,
        { key, viewBox: attributes['viewBox'] ?? '', width: 493, height },
        ...children.map(shape),
      )
    }
    case 'table': {
      const { columns, rows } = block.table
      return createElement(
        View,
        { key },
        row(
          columns.map(({ name }) => name),
          columns,
          -1,
          true,
        ),
        ...rows.map((cells, index) =>
          row(
            cells.map(({ text }) => text),
            columns,
            index,
            false,
          ),
        ),
      )
    }
  }
}

/** Makes the PDF of a report by react-pdf. */
export const byReactPdf = (): ((report: Presented) => Promise<Uint8Array>) => {
  Font.register({
    family: 'PT Sans',
    fonts: [
      { src: join(FONTS, '400Regular/PTSans_400Regular.ttf'), fontWeight: 400 },
      { src: join(FONTS, '700Bold/PTSans_700Bold.ttf'), fontWeight: 700 },
    ],
  })
  return ({ title, subtitle, statements, sections, footer }) =>
    renderToBuffer(
      createElement(
        Document,
        { title: `${title} — ${subtitle}`, language: 'ru' },
        createElement(
          Page,
          { size: 'A4', style: { padding: 51, fontFamily: 'PT Sans', fontSize: 9.5 } },
          createElement(Text, { style: { fontSize: 20, fontWeight: 700 } }, title),
          createElement(Text, { style: { fontSize: 12 } }, subtitle),
          ...statements.map((text, key) => createElement(Text, { key }, text)),
          ...sections.flatMap(({ heading, blocks }, place) => [
            createElement(
              Text,
              { key: `h${place}`, style: { fontSize: 14, fontWeight: 700, marginTop: 12 } },
              heading,
            ),
            createElement(View, { key: `b${place}` }, ...blocks.map(blockOf)),
          ]),
          createElement(Text, {
            fixed: true,
            style: { position: 'absolute', bottom: 24, left: 51, fontSize: 8 },
            render: ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) =>
              `${footer}   ${pageNumber} / ${totalPages}`,
          }),
        ),
      ),
    )
}
