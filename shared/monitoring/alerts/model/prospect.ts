import * as z from 'zod'
import { type Alert, AlertView, followed } from './alert.ts'
import { type AlertRule, Condition } from './alert-rule.ts'
import type { Step } from './step.ts'

/** What would become of alerts, in the order in which a preview tells it: one opens; one that is open stays; one that a
 *  person ended stays away; one that is open ends. */
const PROSPECTS = ['opens', 'stays-open', 'stays-ended', 'ends'] as const
const Becomes = z.enum(PROSPECTS).register(z.globalRegistry, { id: 'AlertProspectKind' })

/** What would become of the alert on one subject if a rule were judged now. */
export const Prospect = AlertView.pick({ subject: true, period: true, value: true })
  .extend({ becomes: Becomes })
  .register(z.globalRegistry, { id: 'AlertProspect' })
export type Prospect = z.output<typeof Prospect>

/** Prospects that a preview shows at most; all are counted. */
export const MOST_PROSPECTS = 200

/** What a rule would do if it were judged now. */
export const AlertPreview = z
  .object({
    /** With its defaults, as it would be kept. */
    condition: Condition,
    judged: z
      .int()
      .register(z.globalRegistry, { description: 'Groups or units of which there was something to judge' }),
    hidden: z.boolean().register(z.globalRegistry, {
      description:
        'Whether others were left out whose figures you may not read: alerts may open for them, too',
    }),
    counts: z.object({ opens: z.int(), 'stays-open': z.int(), 'stays-ended': z.int(), ends: z.int() }),
    items: z.array(Prospect).max(MOST_PROSPECTS),
  })
  .register(z.globalRegistry, { id: 'AlertPreview' })
export type AlertPreview = z.output<typeof AlertPreview>

/** What would become of a subject's alert, by what an evaluation does with it; undefined where there is and would be none.
 *  @param before the newest alert of the rule and subject, if the rule exists */
export const prospectOf = (
  rule: AlertRule,
  before: Alert | undefined,
  step: Step,
  evaluation: Parameters<typeof followed>[3],
): Prospect | undefined => {
  const after = followed(rule, before, step, evaluation) ?? before
  if (after === undefined) return undefined
  const becomes = change(before, after, step)
  if (becomes === undefined) return undefined
  const { subject, reading } = step
  const period = reading?.period ?? after.period
  return { subject, becomes, value: reading?.value ?? after.value, ...(period !== undefined && { period }) }
}

const change = (
  before: Alert | undefined,
  after: Alert,
  { verdict }: Step,
): Prospect['becomes'] | undefined => {
  if (after.progress.state !== 'resolved') return after.id === before?.id ? 'stays-open' : 'opens'
  if (before?.progress.state !== 'resolved') return 'ends'
  return verdict === 'holds' ? 'stays-ended' : undefined
}

/** A preview of all prospects: of each kind those first that are farthest beyond the limit. */
export const previewOf = (
  condition: Condition,
  prospects: readonly Prospect[],
  looked: Pick<AlertPreview, 'judged' | 'hidden'>,
): AlertPreview => {
  const count = (kind: Prospect['becomes']) => prospects.filter(({ becomes }) => becomes === kind).length
  const farther = isBelow(condition) ? 1 : -1
  const items = prospects
    .toSorted(
      (a, b) =>
        PROSPECTS.indexOf(a.becomes) - PROSPECTS.indexOf(b.becomes) ||
        farther * (a.value - b.value) ||
        (a.subject.code < b.subject.code ? -1 : 1),
    )
    .slice(0, MOST_PROSPECTS)
  return {
    condition,
    ...looked,
    counts: {
      opens: count('opens'),
      'stays-open': count('stays-open'),
      'stays-ended': count('stays-ended'),
      ends: count('ends'),
    },
    items,
  }
}

const isBelow = (condition: Condition): boolean =>
  'side' in condition ? condition.side === 'below' : condition.kind === 'coverage-below'
