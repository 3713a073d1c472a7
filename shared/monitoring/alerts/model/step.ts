import type { Alert } from './alert.ts'
import { type AlertRule, figureOf } from './alert-rule.ts'
import { type AlertSubject, type Reading, subjectKey, type Verdict, verdictOf } from './finding.ts'

/** What a rule finds of one subject; without a reading where its alerts end because they have lost what they were of. */
export interface Step {
  readonly subject: AlertSubject
  readonly reading: Reading | undefined
  readonly verdict: Verdict
}

/** What a rule finds: of each subject that was read, and the end of alerts whose rule is off or whose cluster stands in no
 *  register any more. A figure that is gone ends nothing: nobody knows what it would be.
 *  @param found what was read for the rule; nothing for one that is off
 *  @param stored the newest alert of each of its subjects */
export const stepsOf = (
  rule: Pick<AlertRule, 'condition' | 'enabled'>,
  found: readonly Reading[],
  stored: readonly Alert[],
): readonly Step[] => {
  const known = new Set(found.map(({ subject }) => subjectKey(subject)))
  const isComplete = !rule.enabled || figureOf(rule) === undefined
  const gone = isComplete ? stored.filter(({ subject }) => !known.has(subjectKey(subject))) : []
  return [
    ...found.map((reading) => ({
      subject: reading.subject,
      reading,
      verdict: verdictOf(rule.condition, reading.value),
    })),
    ...gone.map(({ subject }) => ({ subject, reading: undefined, verdict: 'ended' as const })),
  ]
}
