import { createHash } from 'node:crypto'
import { element, escaped } from '../markup.ts'
import type { Block, Presented, PresentedSection, Table } from '../present/blocks.ts'
import { STYLE } from './html-style.ts'

/** A report as one HTML file that needs nothing besides itself: no script, and a policy that lets nothing be loaded and
 *  no style in but its own. */
export const htmlOf = (report: Presented): string => {
  const title = `${report.title} — ${report.subtitle}`
  return `<!doctype html>\n${element(
    'html',
    { lang: report.language },
    element(
      'head',
      {},
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      element('title', {}, escaped(title)),
      element('style', {}, STYLE),
    ),
    element(
      'body',
      {},
      ...(report.training === undefined
        ? []
        : [element('div', { class: 'mark', 'aria-hidden': 'true' }, escaped(report.training.mark))]),
      element(
        'header',
        {},
        element('h1', {}, escaped(report.title)),
        element('p', { class: 'subtitle' }, escaped(report.subtitle)),
        ...report.statements.map((statement) => element('p', {}, escaped(statement))),
      ),
      contentsOf(report),
      element('main', {}, ...report.sections.map(sectionOf)),
      element('footer', {}, element('p', {}, escaped(report.footer))),
    ),
  )}\n`
}

const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64')

const idOf = (index: number): string => `section-${index + 1}`

const contentsOf = ({ contents, sections }: Presented): string =>
  element(
    'nav',
    { 'aria-label': contents },
    element(
      'ol',
      {},
      ...sections.map(({ heading }, index) =>
        element('li', {}, element('a', { href: `#${idOf(index)}` }, escaped(heading))),
      ),
    ),
  )

const sectionOf = ({ heading, blocks }: PresentedSection, index: number): string =>
  element(
    'section',
    { 'aria-labelledby': idOf(index) },
    element('h2', { id: idOf(index) }, escaped(heading)),
    ...blocks.map(blockOf),
  )

const blockOf = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
      return element('h3', {}, escaped(block.text))
    case 'paragraph':
      return element('p', {}, escaped(block.text))
    case 'terms':
      return element(
        'dl',
        {},
        ...block.rows.flatMap(([name, value]) => [
          element('dt', {}, escaped(name)),
          element('dd', {}, escaped(value)),
        ]),
      )
    case 'chart':
      return element('figure', {}, block.svg)
    case 'table':
      return tableOf(block.table)
  }
}

/** A wide table scrolls by itself, with the keyboard too. */
const tableOf = ({ caption, columns, rows }: Table): string =>
  element(
    'div',
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': caption },
    element(
      'table',
      {},
      element('caption', {}, escaped(caption)),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map(({ name, numeric }) =>
            element('th', { scope: 'col', class: numeric ? 'number' : undefined }, escaped(name)),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        ...rows.map((cells) =>
          element(
            'tr',
            {},
            ...cells.map(({ text }, index) =>
              index === 0
                ? element('th', { scope: 'row' }, escaped(text))
                : element('td', { class: columns[index]?.numeric ? 'number' : undefined }, escaped(text)),
            ),
          ),
        ),
      ),
    ),
  )
