import type { Point } from '../../../../figures/line.ts'

/** Figures from a period on as hundredths of that period's; none where it is zero or there is no value. */
export const indexed = (rows: readonly Point[], from: string): readonly Point[] => {
  const base = Number(rows.find(({ period }) => period === from)?.value ?? 0)
  return rows
    .filter(({ period }) => period >= from)
    .map(({ period, value, obsStatus }) => ({
      period,
      obsStatus,
      value: value === null || base === 0 ? null : String((Number(value) / base) * 100),
    }))
}
