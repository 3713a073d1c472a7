import * as z from 'zod'
import { compoundGrowth, growth } from './change.ts'
import { Decimal, subtract } from './decimal.ts'
import { type Period, yearsBetween } from './period.ts'

/** One comparison of two values. */
export const ComparisonOfValues = z.object({
  before: Decimal.nullable(),
  after: Decimal.nullable(),
  difference: Decimal.nullable(),
  /** (after − before) ÷ before: 0.03 is three per cent; null with its reason. */
  growth: z.number().nullable(),
  /** Compound annual growth rate over the years between the two reference dates; null with its reason. */
  annualGrowth: z.number().nullable(),
  reason: z.enum(['zero-base', 'negative-base', 'negative-value', 'no-value']).exactOptional(),
})
export type ComparisonOfValues = z.output<typeof ComparisonOfValues>

/** Compares two figures of periods: the difference is always given, growth where there is a base to grow from. */
export const compare = (
  before: Decimal | null,
  after: Decimal | null,
  { against, period }: Compared,
): ComparisonOfValues => {
  if (before === null || after === null)
    return { before, after, difference: null, growth: null, annualGrowth: null, reason: 'no-value' }
  const change = growth(Number(before), Number(after))
  const annual = compoundGrowth(Number(before), Number(after), yearsBetween(against, period))
  const reason = change.reason ?? annual.reason
  return {
    before,
    after,
    difference: subtract(after, before),
    growth: change.growth,
    annualGrowth: annual.rate,
    ...(reason !== undefined && { reason }),
  }
}

/** A period and the earlier one that it is compared with. */
export interface Compared {
  readonly period: Period
  readonly against: Period
}
