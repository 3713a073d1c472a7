interface Valued {
  readonly period: string
  readonly value: string | null
}

/** Figures from a period on as hundredths of that period's; none where it is zero or there is no value. */
export const indexed = <V extends Valued>(rows: readonly V[], from: string): readonly V[] => {
  const base = Number(rows.find(({ period }) => period === from)?.value ?? 0)
  return rows
    .filter(({ period }) => period >= from)
    .map((row) => ({
      ...row,
      value: row.value === null || base === 0 ? null : String((Number(row.value) / base) * 100),
    }))
}
