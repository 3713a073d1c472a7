import type { Columns } from './aggregation/columns.ts'
import { STATUSES } from './aggregation/columns.ts'
import type { Aggregate } from './aggregation/figure.ts'
import { gather } from './aggregation/gather.ts'
import { perUnitRatio, plain, ratioOfSums, weightedMean } from './aggregation/rules.ts'
import type { Grouping } from './groups.ts'
import type { StoredRule } from './indicator.ts'

export { type Columns, columnsOf, STATUSES } from './aggregation/columns.ts'
export type { Aggregate, Figure } from './aggregation/figure.ts'

/** Aggregates one slice into every group of the grouping, in one pass: rows are ordered by value once, and handing
 *  them to their groups in that order leaves each group's values sorted. The result does not depend on the order of
 *  the rows. O(n log n) for n rows, plus the number of group memberships. */
export const aggregate = (columns: Columns, grouping: Grouping, stored: StoredRule): readonly Aggregate[] => {
  const gathered = gather(columns, grouping)
  return grouping.groups.map((_, group) => {
    const start = gathered.offsets[group] ?? 0
    const count = gathered.counts[group] ?? 0
    const byStatus = gathered.byStatus.subarray(group * STATUSES.length, (group + 1) * STATUSES.length)
    const ascending = gathered.sorted.subarray(start, start + count)
    const rows = gathered.rows.subarray(start, start + count)
    switch (stored.rule) {
      case 'ratio-of-sums':
        return ratioOfSums(columns, rows, ascending, byStatus)
      case 'per-unit-ratio':
        return perUnitRatio(columns, rows, ascending, byStatus, stored.across)
      case 'weighted-mean':
        return weightedMean(columns, rows, ascending, byStatus)
      default:
        return plain(columns, rows, ascending, byStatus, stored.rule, gathered.safe)
    }
  })
}
