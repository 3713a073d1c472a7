import type { CellFault } from '../../entry/cell-text.ts'
import { t } from '../../texts/campaigns/index.ts'

/** What is said of a text that is no value. */
export const faultText = (fault: CellFault, { decimals }: { readonly decimals: number }): string =>
  fault === 'decimals' ? t.entry.faults.decimals(decimals) : t.entry.faults[fault]
