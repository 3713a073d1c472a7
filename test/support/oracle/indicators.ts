import type { StoredIndicator } from '#monitoring/model'
import { indicator } from '../../unit/monitoring/support.ts'

/** Four reported indicators with every rule over time and across clusters, and two that divide one by another. */
export const familyOf = (n: number) => {
  const rules = ['mean', 'median', 'min', 'max', 'none'] as const
  const across = (['mean', 'median', 'min', 'max'] as const)[n % 4] ?? 'mean'
  const [sales, jobs] = [`sales-${n}`, `jobs-${n}`]
  const reported = [
    {
      own: indicator(sales, {
        frequency: 'Q',
        decimals: 2,
        overTime: 'sum',
        reporting: n % 2 === 0 ? 'of-period' : 'cumulative',
      }),
      signed: false,
    },
    { own: indicator(jobs, { frequency: 'Q', overTime: 'last' }), signed: false },
    {
      own: indicator(`wage-${n}`, {
        frequency: 'Q',
        decimals: 1,
        overTime: 'mean',
        aggregation: { rule: 'weighted-mean', weight: jobs },
      }),
      signed: false,
    },
    {
      own: indicator(`score-${n}`, {
        frequency: 'Q',
        decimals: 1,
        overTime: n % 2 === 0 ? 'mean' : 'last',
        aggregation: { rule: rules[n % 5] ?? 'mean' },
      }),
      signed: true,
    },
  ]
  const derived = [
    indicator(`per-job-${n}`, {
      frequency: 'Q',
      aggregation: { rule: 'ratio-of-sums', numerator: sales, denominator: jobs },
    }),
    indicator(`unit-ratio-${n}`, {
      frequency: 'Q',
      aggregation: { rule: 'per-unit-ratio', numerator: sales, denominator: jobs, across },
    }),
  ]
  const all: readonly StoredIndicator[] = [...reported.map(({ own }) => own), ...derived]
  return {
    reported: reported.map(({ own, signed }) => ({ code: own.code, decimals: own.decimals, signed })),
    all,
  }
}
