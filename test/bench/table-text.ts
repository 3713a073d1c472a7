import type { Line } from './group.ts'

const COLUMNS = ['figure', 'value', 'comparedWith', 'ratio', 'target', 'verdict'] as const
const TITLES: Line | Record<(typeof COLUMNS)[number], string> = {
  figure: 'figure',
  value: 'value',
  comparedWith: 'compared with',
  ratio: 'ratio',
  target: 'target',
  verdict: '',
}

/** A group's lines as a table of text. */
export const tableText = (lines: readonly Line[]): string => {
  const rows = [TITLES, ...lines]
  const widths = COLUMNS.map((column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) => `  ${COLUMNS.map((column, n) => row[column].padEnd(widths[n] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
}
