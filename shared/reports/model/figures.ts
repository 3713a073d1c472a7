import type { Indicator, KpiRow } from '#monitoring/model'
import type { Absence, KeyFigure, Quality, Ranking, Trend } from './document.ts'

/** Why a row of figures has no value; null when it has one. */
const absenceOf = (row: Pick<KpiRow, 'value' | 'obsStatus'> | undefined): Absence | null => {
  if (row === undefined) return 'no-value'
  if (row.obsStatus === 'Q') return 'withheld'
  return row.value === null ? 'no-value' : null
}

/** A key figure from the row of its period. */
export const keyFigure = (indicator: string, period: string, row: KpiRow | undefined): KeyFigure => ({
  indicator,
  period,
  value: row?.value ?? null,
  absence: absenceOf(row),
  obsStatus: row?.obsStatus ?? null,
  change: row?.change ?? null,
  attainment: row?.attainment ?? null,
})

/** A trend over the given periods, oldest first; a period without a row is a gap. */
export const trend = (indicator: string, periods: readonly string[], rows: readonly KpiRow[]): Trend => {
  const byPeriod = new Map(rows.map((row) => [row.period, row]))
  return {
    indicator,
    points: periods.map((period) => {
      const row = byPeriod.get(period)
      return {
        period,
        value: row?.value ?? null,
        obsStatus: row?.obsStatus ?? null,
        trajectory: row?.attainment?.trajectory ?? null,
      }
    }),
  }
}

/** What a row tells of its completeness. */
export const qualityOf = (
  indicator: string,
  period: string,
  row: KpiRow | undefined,
  metadata: Quality['metadata'],
): Quality => ({
  indicator,
  period,
  reporting: row?.reporting ?? null,
  expected: row?.expected ?? null,
  coverage: row?.coverage ?? null,
  estimatedShare: row?.estimatedShare ?? null,
  byStatus: row?.byStatus ?? {},
  metadata,
})

type RankedRow = Ranking['rows'][number]

/** Rows of one period in the order of their rank: better first by the indicator's direction (of neutral ones the
 *  larger); equal values share a rank and the next one is counted on (1, 1, 3). Rows without a value come last, by
 *  code. */
export const ranked = (
  direction: Indicator['direction'],
  rows: readonly KpiRow[],
  named: (code: string) => Pick<RankedRow, 'name' | 'own'>,
): RankedRow[] => {
  const sign = direction === 'less-is-better' ? 1 : -1
  const byCode = (a: KpiRow, b: KpiRow) => (a.code < b.code ? -1 : 1)
  const valued = rows
    .filter(({ value }) => value !== null)
    .sort((a, b) => sign * (Number(a.value) - Number(b.value)) || byCode(a, b))
  let rank = 0
  const places = valued.map((row, index) => {
    if (index === 0 || row.value !== valued[index - 1]?.value) rank = index + 1
    return { row, rank }
  })
  const others = rows.filter(({ value }) => value === null).toSorted(byCode)
  return [...places, ...others.map((row) => ({ row, rank: null }))].map(({ row, rank: place }) => ({
    code: row.code,
    ...named(row.code),
    rank: place,
    value: row.value,
    absence: absenceOf(row),
    share: row.share,
  }))
}
