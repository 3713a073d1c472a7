import * as z from 'zod'
import { type Fraction, order } from './exact.ts'

/** What a rule says: three-valued, because what is not known is neither passed nor failed. */
export const Verdict = z
  .enum(['pass', 'fail', 'insufficient'])
  .register(z.globalRegistry, { id: 'RuleVerdict' })
export type Verdict = z.output<typeof Verdict>

/** Kleene's conjunction: fails if one fails, else is insufficient if one is. Of none: pass. */
export const allOf = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes('fail')) return 'fail'
  return verdicts.includes('insufficient') ? 'insufficient' : 'pass'
}

/** Kleene's disjunction: passes if one passes, else is insufficient if one is. Of none: fail. */
export const anyOf = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes('pass')) return 'pass'
  return verdicts.includes('insufficient') ? 'insufficient' : 'fail'
}

/** What follows whichever of the verdicts is the true one: the verdict they share, else nothing certain. For a
 *  threshold with an unknown condition: it passes if the strictest alternative passes, fails if the mildest
 *  fails, else is insufficient (definitions, section 3). */
export const whichever = (first: Verdict, second: Verdict): Verdict =>
  first === second ? first : 'insufficient'

export const OPERATORS = ['>=', '>', '<=', '<', '='] as const
export type Operator = (typeof OPERATORS)[number]

/** The values that a metric may have as far as is known; a missing bound is not known at all. */
export interface Bounds {
  readonly atLeast?: Fraction | undefined
  readonly atMost?: Fraction | undefined
}

/** Compares what is known of a metric with a threshold: pass or fail where every possible value does, else
 *  insufficient. */
export const compared = (operator: Operator, { atLeast, atMost }: Bounds, threshold: Fraction): Verdict => {
  // A bound that is not known decides nothing: as NaN, every comparison with it is false.
  const low = atLeast === undefined ? Number.NaN : order(atLeast, threshold)
  const high = atMost === undefined ? Number.NaN : order(atMost, threshold)
  switch (operator) {
    case '>=':
      return certain(low >= 0, high < 0)
    case '>':
      return certain(low > 0, high <= 0)
    case '<=':
      return certain(high <= 0, low > 0)
    case '<':
      return certain(high < 0, low >= 0)
    case '=':
      return certain(low === 0 && high === 0, low > 0 || high < 0)
  }
}

const certain = (passes: boolean, fails: boolean): Verdict => {
  if (passes) return 'pass'
  return fails ? 'fail' : 'insufficient'
}
