import { growthOf } from '../../../../figures/measure.ts'
import { collator } from '../../../../format.ts'
import type { MonitoringTypes } from '../../../../types.ts'

type Row = MonitoringTypes['row']
export type SortKey = 'name' | 'value' | 'change' | 'clusters'

/** A region with its figure of a year and its registered clusters. */
export interface Line {
  readonly code: string
  readonly name: string
  readonly row: Row | undefined
  readonly clusters: number
}

/** The regions that have a figure of the year, as they come; clusters by the newest count.
 *  @param counts of clusters by region, of all periods */
export const linesOf = (
  rows: readonly Row[],
  year: string | undefined,
  counts: readonly Row[],
  nameOf: (code: string) => string,
): readonly Line[] => {
  const latest = counts.reduce((last, { period }) => (period > last ? period : last), '')
  const clusters = new Map(
    counts.filter(({ period }) => period === latest).map(({ code, value }) => [code, Number(value ?? 0)]),
  )
  return rows
    .filter(({ period }) => period === year)
    .map((row) => ({ code: row.code, name: nameOf(row.code), row, clusters: clusters.get(row.code) ?? 0 }))
}

/** A figure as a number; null where there is none. */
export const figureOf = (row: Row | undefined): number | null =>
  row === undefined || row.value === null ? null : Number(row.value)

/** Lines in order; those without figure last, whatever the order. */
export const sorted = (lines: readonly Line[], key: SortKey, order: 'asc' | 'desc'): readonly Line[] => {
  const sign = order === 'asc' ? 1 : -1
  const figure = ({ row, clusters }: Line): number | null => {
    if (key === 'clusters') return clusters
    if (key === 'change') return growthOf(row)
    return figureOf(row)
  }
  return [...lines].sort((a, b) => {
    if (key === 'name') return sign * collator.compare(a.name, b.name)
    const [one, other] = [figure(a), figure(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return sign * (one - other) || collator.compare(a.name, b.name)
  })
}
