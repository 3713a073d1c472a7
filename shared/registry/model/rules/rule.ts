import * as z from 'zod'
import { LocalisedText } from '#kernel/localised-text'
import { Exact } from './exact.ts'
import { MetricCode } from './metrics.ts'
import { OPERATORS, type Operator } from './verdict.ts'

interface Said {
  readonly names: LocalisedText
  /** Whether somebody read it in the legal text. */
  readonly verified: boolean
  readonly note?: LocalisedText
}

/** A condition of eligibility: a tree of all-of and any-of over comparisons of a metric with a threshold. */
export type Rule =
  | (Said & { readonly kind: 'all-of' | 'any-of'; readonly rules: readonly Rule[] })
  | (Said & {
      readonly kind: 'comparison'
      readonly metric: MetricCode
      readonly operator: Operator
      readonly threshold: Threshold
    })

/** A number, or one of two by a condition. */
type Threshold = Exact | { readonly when: Rule; readonly ifMet: Exact; readonly otherwise: Exact }

/** Rules that a group may hold, and levels of rules: bounded, so that no body can be nested without end. */
const MOST_RULES = 40
const MOST_LEVELS = 5

const said = {
  names: LocalisedText,
  verified: z
    .boolean()
    .register(z.globalRegistry, { description: 'false: nobody read it in the legal text' }),
  note: LocalisedText.exactOptional(),
}

const comparison = <T extends z.ZodType<Threshold, Threshold>>(threshold: T) =>
  z.object({
    kind: z.literal('comparison'),
    ...said,
    metric: MetricCode,
    operator: z.enum(OPERATORS),
    threshold,
  })

const group = <K extends 'all-of' | 'any-of'>(kind: K, below: z.ZodType<Rule, Rule>) =>
  z.object({ kind: z.literal(kind), ...said, rules: z.array(below).min(1).max(MOST_RULES) })

/** A rule with so many levels below it. */
const ruleAbove = (levels: number): z.ZodType<Rule, Rule> => {
  if (levels === 0) return comparison(Exact).meta({ id: 'Comparison' })
  const below = ruleAbove(levels - 1)
  const conditional = z.object({ when: below, ifMet: Exact, otherwise: Exact })
  return z
    .discriminatedUnion('kind', [
      group('all-of', below),
      group('any-of', below),
      comparison(z.union([Exact, conditional])),
    ])
    .register(z.globalRegistry, { id: levels === MOST_LEVELS - 1 ? 'Rule' : `RuleOf${levels + 1}Levels` })
}

export const Rule = ruleAbove(MOST_LEVELS - 1)
