import * as z from 'zod'
import { LocalisedText } from '../../kernel/localised-text.ts'
import { Decimal, DecimalError, toUnits } from './decimal.ts'
import { Frequency } from './period.ts'

/** Code of an indicator: lower-case words with hyphens. */
export const IndicatorCode = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected lower-case words with hyphens, such as average-wage')
  .max(60)
  .meta({ id: 'IndicatorCode', example: 'employment' })
export type IndicatorCode = z.output<typeof IndicatorCode>

/** How the values of units become the value of a group. */
export const Aggregation = z
  .discriminatedUnion('rule', [
    z.object({ rule: z.enum(['sum', 'mean', 'min', 'max', 'median', 'none']) }),
    z.object({ rule: z.literal('weighted-mean'), weight: IndicatorCode }),
    z.object({ rule: z.literal('ratio-of-sums'), numerator: IndicatorCode, denominator: IndicatorCode }),
  ])
  .meta({ id: 'Aggregation' })
export type Aggregation = z.output<typeof Aggregation>

/** Who may see what of an indicator: everything at any number of units; what the cluster agreed to; aggregates
 *  only; authorities only. */
const Confidentiality = z
  .enum(['open', 'cluster-open', 'aggregate-only', 'authority-only'])
  .meta({ id: 'Confidentiality' })

/** Digits after the point that a tolerance may have. */
const TOLERANCE_DECIMALS = 6

const Tolerance = Decimal.regex(
  /^(0|[1-9]\d{0,5})(\.\d{1,6})?$/,
  'expected a share from 0 up with at most 6 decimals, such as 0.01 for one per cent',
).meta({ id: 'Tolerance', description: 'Share of the derived value: 0.01 is one per cent' })

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
  .meta({ id: 'IndicatorDefinition' })
export type IndicatorDefinition = z.output<typeof IndicatorDefinition>

/** An indicator as it stands: its definition, where its values come from, and its version. */
export const Indicator = IndicatorDefinition.extend({
  /** `reported` by people, `derived` from other indicators, or counted in the `registry`. */
  origin: z.enum(['reported', 'derived', 'registry']),
  version: z.int().min(1),
}).meta({ id: 'Indicator' })
export type Indicator = z.output<typeof Indicator>

/** Where the values of a defined indicator come from: a ratio of sums has none of its own. */
export const originOf = ({
  aggregation,
}: Pick<IndicatorDefinition, 'aggregation'>): 'reported' | 'derived' =>
  aggregation.rule === 'ratio-of-sums' ? 'derived' : 'reported'

/** The other indicators whose values the aggregate needs. */
const needsOf = ({ aggregation }: Pick<Indicator, 'aggregation'>): IndicatorCode[] => {
  switch (aggregation.rule) {
    case 'weighted-mean':
      return [aggregation.weight]
    case 'ratio-of-sums':
      return [aggregation.numerator, aggregation.denominator]
    default:
      return []
  }
}

/** The indicators whose aggregates depend on one, itself first; only one step is possible, since what an aggregate
 *  needs is always reported values. */
export const dependentsOf = (code: IndicatorCode, catalogue: readonly Indicator[]): IndicatorCode[] => [
  code,
  ...catalogue.filter((indicator) => needsOf(indicator).includes(code)).map((indicator) => indicator.code),
]

const registryCount = (
  code: RegistryCount,
  name: LocalisedText,
  definition: LocalisedText,
  direction: Indicator['direction'] = 'more-is-better',
): Indicator => ({
  code,
  name,
  definition,
  unit: { en: 'number', ru: 'единиц' },
  decimals: 0,
  direction,
  frequency: 'A',
  reporting: 'of-period',
  aggregation: { rule: 'sum' },
  overTime: 'last',
  confidentiality: 'open',
  tolerance: '0',
  origin: 'registry',
  version: 1,
})

/** The figures that memberships give: at the year's end or today, and over the year. */
export const MEMBER_COUNTS = ['members', 'memberships', 'joined', 'left'] as const

/** The figures that the register itself gives, for every year's end and for today. */
export const REGISTRY_COUNTS = ['clusters-registered', 'entries', ...MEMBER_COUNTS] as const
export type RegistryCount = (typeof REGISTRY_COUNTS)[number]

/** The indicators that every deployment has from the start. The registry counts are the platform's own and stay as
 *  they are; the others can be redefined. */
export const BUILT_IN_INDICATORS: readonly Indicator[] = [
  {
    code: 'employment',
    name: { en: 'Employment', ru: 'Занятость' },
    definition: {
      en: 'Persons employed at the place of work, on average over the year.',
      ru: 'Число занятых по месту работы, в среднем за год.',
    },
    unit: { en: 'persons', ru: 'человек' },
    decimals: 0,
    direction: 'more-is-better',
    frequency: 'A',
    reporting: 'of-period',
    aggregation: { rule: 'sum' },
    overTime: 'mean',
    confidentiality: 'open',
    tolerance: '0.01',
    validRange: { min: '0' },
    origin: 'reported',
    version: 1,
  },
  registryCount(
    'clusters-registered',
    { en: 'Registered clusters', ru: 'Кластеры в реестре' },
    {
      en: 'Clusters with at least one entry registered on the reference date; suspended entries do not count.',
      ru: 'Кластеры хотя бы с одной действующей записью на отчётную дату; приостановленные не учитываются.',
    },
  ),
  registryCount(
    'entries',
    { en: 'Register entries', ru: 'Записи реестров' },
    {
      en: 'Entries registered or suspended on the reference date, over all registers.',
      ru: 'Действующие и приостановленные на отчётную дату записи всех реестров.',
    },
  ),
  registryCount(
    'members',
    { en: 'Members', ru: 'Участники' },
    {
      en: 'Distinct organisations with an active membership on the reference date.',
      ru: 'Разные организации с действующим участием на отчётную дату.',
    },
  ),
  registryCount(
    'memberships',
    { en: 'Memberships', ru: 'Участия' },
    {
      en: 'Active memberships on the reference date; an organisation in two clusters counts twice.',
      ru: 'Действующие участия на отчётную дату; организация в двух кластерах считается дважды.',
    },
  ),
  registryCount(
    'joined',
    { en: 'Memberships begun', ru: 'Начавшиеся участия' },
    {
      en: 'Memberships whose first day lies in the period, in clusters in the register on the reference date.',
      ru: 'Участия, первый день которых приходится на период, в кластерах, состоящих в реестре на отчётную дату.',
    },
  ),
  registryCount(
    'left',
    { en: 'Memberships ended', ru: 'Прекратившиеся участия' },
    {
      en: 'Memberships of which the first day after their end lies in the period, in clusters in the register on the reference date.',
      ru: 'Участия, первый день после окончания которых приходится на период, в кластерах, состоящих в реестре на отчётную дату.',
    },
    'less-is-better',
  ),
]

/** What the catalogue forbids, in words; null when the definition may stand. */
export const faultOfDefinition = (
  definition: IndicatorDefinition,
  catalogue: readonly Indicator[],
): string | null => {
  if (REGISTRY_COUNTS.some((code) => code === definition.code))
    return `"${definition.code}" is counted in the register and cannot be redefined`
  if (definition.reporting === 'cumulative' && definition.frequency === 'A')
    return 'an annual value cannot be cumulative from the start of the year'
  try {
    for (const bound of Object.values(definition.validRange ?? {})) toUnits(bound, definition.decimals)
  } catch (error) {
    if (error instanceof DecimalError) return `valid range: ${error.message}`
    throw error
  }
  for (const code of needsOf(definition)) {
    const needed = catalogue.find((indicator) => indicator.code === code)
    if (needed === undefined) return `there is no indicator "${code}"`
    if (needed.origin !== 'reported') return `"${code}" has no reported values to weigh or divide by`
    if (code === definition.code) return `"${code}" cannot depend on itself`
    if (needed.frequency !== definition.frequency)
      return `"${code}" has the frequency ${needed.frequency}, not ${definition.frequency}`
  }
  return null
}
