import * as z from 'zod'
import { idOf } from '../../../kernel/ids.ts'
import { LocalisedText } from '../../../kernel/localised-text.ts'
import { Power } from '../../../kernel/powers.ts'
import { Breakdown, Decimal, IndicatorCode, TOTAL, Universe } from '../../model.ts'

export const AlertRuleId = idOf('alr')
export type AlertRuleId = z.output<typeof AlertRuleId>

/** How grave it is, the gravest first. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const
export const Severity = z.enum(SEVERITIES).register(z.globalRegistry, { id: 'AlertSeverity' })
export type Severity = z.output<typeof Severity>

/** What is watched: a figure of each group of a dimension, or of each unit alone. Its newest period with figures counts. */
const WatchedFigure = z.object({
  indicator: IndicatorCode,
  universe: Universe.default('cluster'),
  breakdown: Breakdown.default(TOTAL),
  dimension: z.enum(['region', 'category', 'section', 'stage', 'type', 'unit']).default('region'),
})
export type WatchedFigure = z.output<typeof WatchedFigure>

/** What clusters owe by a day: the yearly confirmation of their facts, or the form of a campaign. */
const DeadlineKind = z.enum(['confirmation', 'campaign']).register(z.globalRegistry, { id: 'DeadlineKind' })
export type DeadlineKind = z.output<typeof DeadlineKind>

const Side = z.enum(['above', 'below'])

/** When an alert opens; with `until`, it ends only when the figure is back at that value, so that one that swings about
 *  the limit does not open again and again. */
export const Condition = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('threshold'),
      figure: WatchedFigure,
      side: Side,
      limit: Decimal,
      until: Decimal.exactOptional(),
    }),
    z.object({
      kind: z.literal('change'),
      figure: WatchedFigure,
      against: z.enum(['year-before', 'previous']).default('year-before'),
      side: Side,
      limit: z.number().register(z.globalRegistry, {
        description: 'Growth over matched units: −0.1 is a fall by ten per cent',
      }),
      until: z.number().exactOptional(),
    }),
    z.object({
      kind: z.literal('coverage-below'),
      figure: WatchedFigure,
      limit: z.number().gt(0).max(1).register(z.globalRegistry, { description: 'Reporting ÷ expected' }),
      until: z.number().gt(0).max(1).exactOptional(),
    }),
    z.object({
      kind: z.literal('missed-deadline'),
      days: z
        .int()
        .min(0)
        .max(3650)
        .default(0)
        .register(z.globalRegistry, { description: 'Days that it is overdue by, at least' }),
      of: DeadlineKind.exactOptional().register(z.globalRegistry, {
        description: 'Default: of either kind the oldest',
      }),
    }),
    z.object({
      kind: z.literal('stale-profile'),
      days: z.int().min(1).max(3650).register(z.globalRegistry, {
        description: 'Days since the facts of a cluster were changed or confirmed, at least',
      }),
    }),
  ])
  .register(z.globalRegistry, { id: 'AlertCondition' })
export type Condition = z.output<typeof Condition>

/** What an authority wants to be alerted to, where, and who is told. */
export const AlertRuleContent = z.object({
  name: LocalisedText,
  severity: Severity,
  /** The region in which it watches, with all below. */
  territory: z.string().min(1).max(40),
  /** One group or unit of it; without, all of them. */
  code: z.string().min(1).max(40).exactOptional(),
  condition: Condition,
  /** Who uses this power over what an alert concerns is told of it and has it in the feed. */
  told: Power,
  enabled: z.boolean().default(true),
})
export type AlertRuleContent = z.output<typeof AlertRuleContent>

export const AlertRule = AlertRuleContent.extend({ id: AlertRuleId }).register(z.globalRegistry, {
  id: 'AlertRule',
})
export type AlertRule = z.output<typeof AlertRule>

/** The figure that a rule watches; none of deadlines and profiles, which are clusters' own. */
export const figureOf = ({ condition }: Pick<AlertRule, 'condition'>): WatchedFigure | undefined =>
  'figure' in condition ? condition.figure : undefined

/** What is wrong with where a condition would end, in words of both languages; undefined when it may stand. */
export const faultOfCondition = (condition: Condition) => {
  if (condition.kind === 'coverage-below' && condition.figure.dimension === 'unit')
    return {
      en: 'A unit alone has no coverage: watch groups, with another dimension than unit.',
      ru: 'У отдельной единицы нет охвата: наблюдайте группы, с dimension не unit.',
    }
  if (!('until' in condition) || condition.until === undefined) return undefined
  const above = 'side' in condition && condition.side === 'above'
  const [until, limit] = [Number(condition.until), Number(condition.limit)]
  if (above ? until <= limit : until >= limit) return undefined
  return {
    en: `"until" is where the alert ends: for one that opens ${above ? 'above' : 'below'} ${limit} it lies ${above ? 'at or below' : 'at or above'} that.`,
    ru: `«until» — где предупреждение кончается: если оно возникает ${above ? 'выше' : 'ниже'} ${limit}, то не ${above ? 'выше' : 'ниже'} этого.`,
  }
}
