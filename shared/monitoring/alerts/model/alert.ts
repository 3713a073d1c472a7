import * as z from 'zod'
import { Instant } from '../../../kernel/clock.ts'
import { idOf } from '../../../kernel/ids.ts'
import { LocalisedText } from '../../../kernel/localised-text.ts'
import { Power } from '../../../kernel/powers.ts'
import { IndicatorCode, Period } from '../../model.ts'
import { type AlertRule, AlertRuleId, Condition, figureOf, Severity } from './alert-rule.ts'
import { AlertPlace, AlertSubject, type Reading, type Verdict } from './finding.ts'

export const AlertId = idOf('alt')
export type AlertId = z.output<typeof AlertId>

export const AlertNote = z.string().trim().min(1).max(1000)

/** Who did it: a person or key by random id, or the platform. */
const Done = z.object({ by: z.string(), at: Instant, note: AlertNote.exactOptional() })

/** How far an alert got: seen by somebody, or over; `quiet`: a person ended it, and it does not come back for what was
 *  read then. */
const Progress = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open') }),
  z.object({ state: z.literal('acknowledged'), acknowledged: Done }),
  z.object({
    state: z.literal('resolved'),
    acknowledged: Done.exactOptional(),
    resolved: Done,
    quiet: z.boolean(),
  }),
])

/** That a rule's condition holds of a subject. Of each rule and subject one is not resolved at most. */
export const Alert = z.object({
  id: AlertId,
  rule: AlertRuleId,
  name: LocalisedText,
  severity: Severity,
  condition: Condition,
  subject: AlertSubject,
  place: AlertPlace,
  told: Power,
  indicator: IndicatorCode.exactOptional(),
  period: Period.exactOptional(),
  /** What was read last while the condition held. */
  value: z.number(),
  occurrence: z.int().positive(),
  openedAt: Instant,
  progress: Progress,
  /** The run that opened it: its alerts go into one e-mail for each person. */
  run: z.string(),
  announced: z.boolean(),
})
export type Alert = z.output<typeof Alert>

/** What an evaluation knows besides what it read. */
export interface Evaluation {
  readonly run: string
  readonly at: Date
  readonly newId: () => AlertId
}

/** The alert after an evaluation; undefined when nothing changes. It opens when the condition holds and none is open,
 *  follows what is read while it is open, and ends by itself with the condition. */
export const followed = (
  rule: AlertRule,
  before: Alert | undefined,
  { verdict, reading }: { readonly verdict: Verdict; readonly reading: Reading | undefined },
  evaluation: Evaluation,
): Alert | undefined => {
  if (verdict === 'kept') return undefined
  if (verdict === 'ended') return before && ended(before, evaluation.at)
  if (reading === undefined || reading.value === null) return undefined
  const { value, period } = reading
  if (before === undefined) return opened(rule, reading, value, 1, evaluation)
  if (before.progress.state !== 'resolved') {
    if (before.value === value && before.period === period) return undefined
    return { ...withoutPeriod(before), value, ...(period !== undefined && { period }) }
  }
  if (before.progress.quiet && before.period === period) return undefined
  return opened(rule, reading, value, before.occurrence + 1, evaluation)
}

const withoutPeriod = ({ period: _, ...alert }: Alert) => alert

const opened = (
  rule: AlertRule,
  { subject, place, period }: Reading,
  value: number,
  occurrence: number,
  { run, at, newId }: Evaluation,
): Alert => {
  const indicator = figureOf(rule)?.indicator
  return {
    id: newId(),
    rule: rule.id,
    name: rule.name,
    severity: rule.severity,
    condition: rule.condition,
    subject,
    place,
    told: rule.told,
    ...(indicator !== undefined && { indicator }),
    ...(period !== undefined && { period }),
    value,
    occurrence,
    openedAt: at.toISOString(),
    progress: { state: 'open' },
    run,
    announced: false,
  }
}

const ended = (alert: Alert, at: Date): Alert | undefined => {
  const { progress } = alert
  if (progress.state !== 'resolved')
    return resolvedAlert(alert, { by: 'platform', at: at.toISOString() }, false)
  return progress.quiet ? { ...alert, progress: { ...progress, quiet: false } } : undefined
}

const resolvedAlert = (alert: Alert, resolved: z.output<typeof Done>, quiet: boolean): Alert => ({
  ...alert,
  progress: {
    state: 'resolved',
    ...('acknowledged' in alert.progress && { acknowledged: alert.progress.acknowledged }),
    resolved,
    quiet,
  },
})

/** The alert seen by somebody; undefined when it cannot be any more. */
export const acknowledgedAlert = (alert: Alert, done: z.output<typeof Done>): Alert | undefined =>
  alert.progress.state === 'open'
    ? { ...alert, progress: { state: 'acknowledged', acknowledged: done } }
    : undefined

/** The alert ended by a person; undefined when it is over. */
export const endedByHand = (alert: Alert, done: z.output<typeof Done>): Alert | undefined =>
  alert.progress.state === 'resolved' ? undefined : resolvedAlert(alert, done, true)

/** An alert as it is shown. */
export const AlertView = Alert.omit({ place: true, progress: true, run: true, announced: true, told: true })
  .extend({
    state: z.enum(['open', 'acknowledged', 'resolved']),
    acknowledged: Done.exactOptional(),
    resolved: Done.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Alert' })
export type AlertView = z.output<typeof AlertView>

export const alertView = (alert: Alert): AlertView => {
  const { place: _place, run: _run, announced: _announced, told: _told, progress, ...shown } = alert
  return {
    ...shown,
    state: progress.state,
    ...('acknowledged' in progress &&
      progress.acknowledged !== undefined && { acknowledged: progress.acknowledged }),
    ...(progress.state === 'resolved' && { resolved: progress.resolved }),
  }
}
