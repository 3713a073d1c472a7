import * as z from 'zod'
import { wording } from '#kernel/wording'
import { CalendarDate } from '../../kernel/clock.ts'
import { LocalisedText } from '../../kernel/localised-text.ts'
import { Decimal, toUnits } from './decimal.ts'
import { Measure } from './measure.ts'
import { Frequency } from './period.ts'

/** Code of an indicator: lower-case words with hyphens. */
export const IndicatorCode = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    wording({
      en: 'expected lower-case words with hyphens, such as average-wage',
      ru: 'ожидаются строчные латинские слова через дефис, например average-wage',
    }),
  )
  .max(60)
  .register(z.globalRegistry, { id: 'IndicatorCode', example: 'employment' })
export type IndicatorCode = z.output<typeof IndicatorCode>

/** Rules by which a job makes cells of groups from the values of units. */
const STORED_RULES = [
  z.object({ rule: z.enum(['sum', 'mean', 'min', 'max', 'median', 'none']) }),
  z.object({ rule: z.literal('weighted-mean'), weight: IndicatorCode }),
  /** Σa/Σb over the units with both. */
  z.object({ rule: z.literal('ratio-of-sums'), numerator: IndicatorCode, denominator: IndicatorCode }),
  /** Each unit's own a/b, then one of these over the units, unweighted. */
  z.object({
    rule: z.literal('per-unit-ratio'),
    numerator: IndicatorCode,
    denominator: IndicatorCode,
    across: z.enum(['mean', 'median', 'min', 'max']),
  }),
] as const

/** Rules by which a figure is made when it is read, from those of another indicator. */
const READ_RULES = [
  /** (b − a)/a over matched units against the period before, or the same one a year before. */
  z.object({
    rule: z.literal('growth'),
    of: IndicatorCode,
    against: z.enum(['previous', 'year-before']).default('previous'),
  }),
  /** Compound annual growth rate (b/a)^(1/years) − 1 over matched units. */
  z.object({ rule: z.literal('cagr'), of: IndicatorCode, years: z.int().min(1).max(50) }),
  /** A part's share of the whole, in additive dimensions only. */
  z.object({ rule: z.literal('share-of-total'), of: IndicatorCode }),
] as const

/** How the figure of a group is made: from the values of its units, or from figures of another indicator. */
const Aggregation = z
  .discriminatedUnion('rule', [...STORED_RULES, ...READ_RULES])
  .register(z.globalRegistry, { id: 'Aggregation' })
export type StoredRule = z.output<(typeof STORED_RULES)[number]>
export type ReadRule = z.output<(typeof READ_RULES)[number]>

/** Who may see what of an indicator: everything at any number of units; what the cluster agreed to; aggregates
 *  only; authorities only. The stricter class comes later. */
export const CONFIDENTIALITY = ['open', 'cluster-open', 'aggregate-only', 'authority-only'] as const
const Confidentiality = z.enum(CONFIDENTIALITY).register(z.globalRegistry, { id: 'Confidentiality' })

/** Digits after the point that a tolerance may have. */
const TOLERANCE_DECIMALS = 6

const Tolerance = Decimal.regex(
  /^(0|[1-9]\d{0,5})(\.\d{1,6})?$/,
  wording({
    en: 'expected a share from 0 up with at most 6 decimals, such as 0.01 for one per cent',
    ru: 'ожидается доля от 0 не более чем с 6 знаками после точки, например 0.01 — один процент',
  }),
).register(z.globalRegistry, {
  id: 'Tolerance',
  description: 'Share of the derived value: 0.01 is one per cent',
})

/** Whether a reported value differs from the derived one by more than the tolerance, exactly. Both are whole numbers
 *  of the same part of the indicator's unit. Where zero was derived, any other value does. */
export const exceedsTolerance = (
  { tolerance }: Pick<Indicator, 'tolerance'>,
  reported: number,
  derived: number,
): boolean => {
  const size = (number: bigint) => (number < 0n ? -number : number)
  const difference = size(BigInt(reported) - BigInt(derived)) * 10n ** BigInt(TOLERANCE_DECIMALS)
  return difference > BigInt(toUnits(tolerance, TOLERANCE_DECIMALS)) * size(BigInt(derived))
}

/** What people decide about an indicator. */
export const IndicatorDefinition = z
  .object({
    code: IndicatorCode,
    name: LocalisedText,
    definition: LocalisedText,
    unit: LocalisedText,
    measure: Measure,
    /** Digits after the point that a value may have. */
    decimals: z.int().min(0).max(6),
    direction: z.enum(['more-is-better', 'less-is-better', 'neutral']),
    frequency: Frequency,
    /** Below a year: whether a reported value is the period's own or counts from the year's start. */
    reporting: z.enum(['of-period', 'cumulative']).default('of-period'),
    aggregation: Aggregation,
    overTime: z.enum(['sum', 'last', 'mean']),
    confidentiality: Confidentiality,
    /** By what share of the value derived from shorter periods one reported for the longer period itself may differ
     *  from it; beyond, it raises a check. */
    tolerance: Tolerance.default('0.01'),
    /** Values outside are refused. */
    validRange: z.object({ min: Decimal.exactOptional(), max: Decimal.exactOptional() }).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'IndicatorDefinition' })
export type IndicatorDefinition = z.output<typeof IndicatorDefinition>

/** An indicator as it stands: its definition, where its values come from, and its version. */
export const Indicator = IndicatorDefinition.extend({
  /** `reported` by people, `derived` from other indicators, or counted in the `registry`. */
  origin: z.enum(['reported', 'derived', 'registry']),
  version: z.int().min(1),
  /** The version holds for periods whose last day is this date or later; absent: for all. Periods before keep the
   *  version before. */
  validFrom: CalendarDate.exactOptional(),
  /** Why it differs from the version before. */
  reason: LocalisedText.exactOptional(),
}).register(z.globalRegistry, { id: 'Indicator' })
export type Indicator = z.output<typeof Indicator>

/** An indicator whose figures are stored, made from values of units. */
export type StoredIndicator = Indicator & { readonly aggregation: StoredRule }

/** An indicator whose figures are made when read, from those of another. */
export type ReadIndicator = Indicator & { readonly aggregation: ReadRule }

export const isRead = (indicator: Indicator): indicator is ReadIndicator =>
  READ_RULES.some(({ shape }) => shape.rule.value === indicator.aggregation.rule)

export const isStored = (indicator: Indicator): indicator is StoredIndicator => !isRead(indicator)

/** Whether a rule divides the values of one indicator by those of another. */
export const isRatio = (
  rule: StoredRule,
): rule is Extract<StoredRule, { readonly numerator: IndicatorCode }> =>
  rule.rule === 'ratio-of-sums' || rule.rule === 'per-unit-ratio'

/** Where the values of a defined indicator come from: a ratio and what is made when read have none of their own. */
export const originOf = ({
  aggregation,
}: Pick<IndicatorDefinition, 'aggregation'>): 'reported' | 'derived' => {
  switch (aggregation.rule) {
    case 'ratio-of-sums':
    case 'per-unit-ratio':
    case 'growth':
    case 'cagr':
    case 'share-of-total':
      return 'derived'
    default:
      return 'reported'
  }
}

/** The other indicators that a figure is made from. */
export const needsOf = ({ aggregation }: Pick<Indicator, 'aggregation'>): IndicatorCode[] => {
  switch (aggregation.rule) {
    case 'weighted-mean':
      return [aggregation.weight]
    case 'growth':
    case 'cagr':
    case 'share-of-total':
      return [aggregation.of]
    case 'ratio-of-sums':
    case 'per-unit-ratio':
      return [aggregation.numerator, aggregation.denominator]
    default:
      return []
  }
}

/** The figures that memberships give: at the year's end or today, and over the year. */
export const MEMBER_COUNTS = ['members', 'memberships', 'joined', 'left'] as const

/** The figures that the register itself gives, for every year's end and for today. */
export const REGISTRY_COUNTS = ['clusters-registered', 'entries', ...MEMBER_COUNTS] as const
export type RegistryCount = (typeof REGISTRY_COUNTS)[number]
