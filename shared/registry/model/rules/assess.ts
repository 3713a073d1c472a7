import * as z from 'zod'
import { LocalisedText } from '#kernel/localised-text'
import type { Composition } from '../composition.ts'
import { OrganisationId } from '../ids.ts'
import type { Attestations } from './attestations.ts'
import { distance, exactText, type Fraction, fractionOf, order } from './exact.ts'
import type { Given, Measured } from './measuring.ts'
import { METRICS, MetricCode } from './metrics.ts'
import type { Rule } from './rule.ts'
import type { RuleSetVersion } from './rule-set.ts'
import { allOf, anyOf, compared, OPERATORS, Verdict, whichever } from './verdict.ts'

/** Members that one missing fact names; more are only counted. */
const MOST_NAMED = 10

/** What a comparison rests on. */
const Evidence = z.object({
  metric: MetricCode,
  operator: z.enum(OPERATORS),
  /** The thresholds that count: both alternatives where it is not known which does. */
  thresholds: z.array(z.string()),
  /** The bounds of the metric's value, `20/100` as counted; absent where not known, or where withheld. */
  atLeast: z.string().exactOptional(),
  atMost: z.string().exactOptional(),
  /** By how much it fails, in what the numerator counts: members, or whole minor units of money. */
  shortBy: z.string().exactOptional(),
  missing: z.array(z.object({ fact: z.string(), count: z.int(), organisations: z.array(OrganisationId) })),
  /** Values are left out, because they let conclude on figures of members. */
  withheld: z.literal(true).exactOptional(),
})
type Evidence = z.output<typeof Evidence>

/** What became of one rule. */
export const RuleResult = z
  .object({
    /** Where the rule stands in its version: `/rule/rules/0`, a condition at `…/threshold/when`. */
    at: z.string(),
    names: LocalisedText,
    kind: z.enum(['all-of', 'any-of', 'comparison']),
    verdict: Verdict,
    verified: z.boolean(),
    note: LocalisedText.exactOptional(),
    evidence: Evidence.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'RuleResult' })
export type RuleResult = z.output<typeof RuleResult>

/** What a rule set says of a cluster: its verdict, and of every rule its own, each before those below it. */
interface Assessed {
  readonly verdict: Verdict
  readonly results: readonly RuleResult[]
}

/** Judges what a cluster is made of on a day by a version of a rule set. The same input gives the same answer. */
export const assess = (
  version: Pick<RuleSetVersion, 'rule' | 'territories' | 'newcomerYears'>,
  composition: Composition,
  attestations: Attestations,
): Assessed => {
  const { rule, territories, newcomerYears } = version
  return evaluated(rule, '/rule', {
    composition,
    attestations,
    territories: territories.codes,
    newcomerYears,
  })
}

const evaluated = (rule: Rule, at: string, given: Given): Assessed => {
  switch (rule.kind) {
    case 'all-of':
    case 'any-of': {
      const parts = rule.rules.map((part, index) => evaluated(part, `${at}/rules/${index}`, given))
      const verdicts = parts.map(({ verdict }) => verdict)
      const verdict = rule.kind === 'all-of' ? allOf(verdicts) : anyOf(verdicts)
      return { verdict, results: [resultOf(rule, at, verdict), ...parts.flatMap(({ results }) => results)] }
    }
    case 'comparison': {
      const { metric, operator, threshold } = rule
      const condition =
        typeof threshold === 'string' ? undefined : evaluated(threshold.when, `${at}/threshold/when`, given)
      const thresholds = alternatives(threshold, condition?.verdict).map(fractionOf)
      const measured = METRICS[metric].measure(given)
      const verdict = thresholds.map((one) => compared(operator, measured, one)).reduce(whichever)
      const evidence: Evidence = {
        metric,
        operator,
        thresholds: thresholds.map(exactText),
        ...boundsText(measured),
        ...(verdict === 'fail' && shortfall(measured, thresholds)),
        missing: measured.missing.map(({ fact, organisations }) => ({
          fact,
          count: organisations.length,
          organisations: organisations.slice(0, MOST_NAMED),
        })),
      }
      const own = { ...resultOf(rule, at, verdict), evidence }
      return { verdict, results: [own, ...(condition?.results ?? [])] }
    }
  }
}

/** The thresholds that may count, given the verdict of the condition. */
const alternatives = (
  threshold: Extract<Rule, { kind: 'comparison' }>['threshold'],
  condition: Verdict | undefined,
): readonly string[] => {
  if (typeof threshold === 'string') return [threshold]
  if (condition === 'pass') return [threshold.ifMet]
  if (condition === 'fail') return [threshold.otherwise]
  return [threshold.ifMet, threshold.otherwise]
}

const resultOf = (rule: Rule, at: string, verdict: Verdict): RuleResult => {
  const { names, kind, verified, note } = rule
  return { at, names, kind, verdict, verified, ...(note !== undefined && { note }) }
}

const boundsText = ({ atLeast, atMost }: Measured): Pick<Evidence, 'atLeast' | 'atMost'> => ({
  ...(atLeast !== undefined && { atLeast: exactText(atLeast) }),
  ...(atMost !== undefined && { atMost: exactText(atMost) }),
})

/** The way from the nearest possible value to the nearest threshold that may count. */
const shortfall = (
  { atLeast, atMost }: Measured,
  thresholds: readonly Fraction[],
): Pick<Evidence, 'shortBy'> => {
  const gaps = [atLeast, atMost].flatMap((value) =>
    value === undefined ? [] : thresholds.map((threshold) => distance(value, threshold)),
  )
  const [nearest] = gaps.toSorted(order)
  return nearest === undefined ? {} : { shortBy: exactText(nearest) }
}

/** The results as somebody sees who is no party to the figures of members. */
export const withoutFigures = (results: readonly RuleResult[]): RuleResult[] =>
  results.map((result) => {
    const { evidence } = result
    if (evidence === undefined || METRICS[evidence.metric].shownTo === 'public') return result
    const { metric, operator, thresholds } = evidence
    return { ...result, evidence: { metric, operator, thresholds, missing: [], withheld: true } }
  })
