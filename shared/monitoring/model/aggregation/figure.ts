import type { FigureStatus } from '../observation.ts'
import type { Spread } from '../statistics.ts'

/** Why a group has no value. */
type NoValue = 'no-data' | 'zero-denominator' | 'not-aggregated'

/** What a rule makes of a group's units. An exact value is a whole number of 1/scale; others are of the unit
 *  itself. */
export type Figure =
  | { readonly exact: number | bigint; readonly scale: number }
  | { readonly approximate: number }
  | { readonly none: NoValue }

/** The aggregate of one group. */
export interface Aggregate {
  readonly figure: Figure
  /** Units that enter the value. */
  readonly reporting: number
  /** Units by status, those without a value included; indices are those of `STATUSES`. */
  readonly byStatus: Int32Array
  /** The weakest status of what enters the value; null where nothing does. */
  readonly weakest: FigureStatus | null
  /** Share of the value that is estimated or imputed; null without a value. */
  readonly estimatedShare: number | null
  /** Of weighted means: weight used ÷ weight known of the group's units. */
  readonly weightCoverage: number | null
  /** Over unit values, unweighted; of ratios over the units' own ratios. */
  readonly spread: Spread | null
}
