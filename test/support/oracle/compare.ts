import type { Cell } from '#monitoring/model'
import type { OracleRow } from './duckdb.ts'
import { FIELDS, STATUSES } from './sql.ts'

/** As the SQL counts them: the weakest first, then none. */
const WEAKEST = ['E', 'I', 'P', 'U', 'B', 'A', 'O']

const number = (text: string | null | undefined) => (text == null ? null : Number(text))

const valuesOf = (cell: Cell): (number | null)[] => [
  number(cell.value),
  WEAKEST.indexOf(cell.obsStatus),
  cell.reporting,
  cell.expected,
  cell.estimatedShare,
  cell.weightCoverage ?? null,
  number(cell.statistics?.min),
  number(cell.statistics?.lowerQuartile),
  number(cell.statistics?.median),
  number(cell.statistics?.upperQuartile),
  number(cell.statistics?.max),
  number(cell.statistics?.mean),
  ...STATUSES.map((status) => cell.byStatus[status] ?? 0),
]

/** Whole numbers have to be the same; others may differ by what adding in another order leaves. */
const same = (a: number | null, b: number | null, size: number) =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-11 * Math.max(Math.abs(b), size))

/** What differs between the cells of an indicator and what the SQL gives, in words; at most 20 differences. */
export const differencesOf = (cells: readonly Cell[], rows: readonly OracleRow[]): string[] => {
  const ours = new Map(cells.map((cell) => [`${cell.period}#${cell.dimension}#${cell.code}`, cell]))
  const found: string[] = []
  for (const [place, ...theirs] of rows) {
    const cell = ours.get(place)
    ours.delete(place)
    if (cell === undefined) {
      found.push(`${place}: only in the SQL`)
      continue
    }
    const own = valuesOf(cell)
    // A mean of values of both signs may come near zero.
    const size = Math.max(Math.abs(own[6] ?? 0), Math.abs(own[10] ?? 0))
    for (const [index, field] of FIELDS.entries())
      if (!same(own[index] ?? null, theirs[index] ?? null, index < 6 ? 0 : size))
        found.push(`${cell.indicator} ${place} ${field}: ${own[index]}, the SQL has ${theirs[index]}`)
  }
  for (const place of ours.keys()) found.push(`${place}: not in the SQL`)
  return found.slice(0, 20)
}
