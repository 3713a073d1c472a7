import type { Context } from '#kernel/call'
import type { CalendarDate } from '#kernel/clock'
import type { Write } from '#kernel/table'
import type { Statement } from '../assertions.ts'
import { demandPast } from '../dates.ts'
import { entrySubject } from '../keys.ts'
import {
  type Act,
  type ClusterFields,
  changesBetween,
  type EntryStatus,
  type PastDecision,
  type Register,
  statusesAfter,
  type Timeline,
  valueOn,
  withFacts,
} from '../model.ts'
import { type StepMade, stepAddition } from '../steps.ts'

/** An entry that was decided about before it was imported. */
interface PastEntry {
  readonly register: Register
  readonly number: string
  readonly registeredOn: CalendarDate
  readonly act: Act
  readonly decisions: readonly PastDecision[]
}

/** How an entry stands after all that was decided about it: its statuses by date, the cluster's fields, and what is
 *  stated for it.
 *  @param fields as they were entered
 *  @throws ConflictError for a decision that the status of its day did not allow
 *  @throws RuleFailedError for one of a day to come */
export const afterDecisions = (
  { register, number, registeredOn, act, decisions }: PastEntry,
  fields: ClusterFields,
  today: CalendarDate,
): {
  readonly statuses: Timeline<EntryStatus>
  readonly fields: ClusterFields
  readonly statements: readonly Statement[]
} => {
  const entry = `entry:${register.id}`
  let statuses: Timeline<EntryStatus> = [{ from: registeredOn, to: null, value: 'registered' }]
  let current = fields
  const statements: Statement[] = [
    { validFrom: registeredOn, changes: { [entry]: { number, status: 'registered' } }, act },
  ]
  for (const decision of decisions) {
    const { action, inForce } = decision
    demandPast('decisions', inForce, today)
    if (action === 'amend') {
      const amended = withFacts(current, decision.facts)
      statements.push({ validFrom: inForce, changes: changesBetween(current, amended), act: decision.act })
      current = amended
      continue
    }
    statuses = statusesAfter({ statuses, registeredOn }, action, inForce)
    const since = action === 'annul' ? registeredOn : inForce
    const status = valueOn(statuses, since)
    statements.push({ validFrom: since, changes: { [entry]: { number, status } }, act: decision.act })
  }
  return { statuses, fields: current, statements }
}

/** The writes that add the steps of an entry's past: when they were in force, and that they became known now. */
export const pastSteps = (
  { register, number, registeredOn, act, decisions }: PastEntry,
  context: Context,
): readonly Write[] => {
  const subject = entrySubject(register.id, number)
  const entered = { action: 'register', inForce: registeredOn, act }
  const all: readonly Pick<StepMade, 'action' | 'inForce' | 'act' | 'reason'>[] = [entered, ...decisions]
  let status = 'registered'
  return all.map((decision, index) => {
    status = LEADS_TO[decision.action] ?? status
    const { action, inForce, act: legalAct, reason } = decision
    const step = {
      version: index + 1,
      action,
      status,
      inForce,
      ...(legalAct && { act: legalAct }),
      // What was decided elsewhere has no term here.
      ...(action === 'register' && { validUntil: null }),
    }
    return stepAddition(subject, { ...step, ...(reason !== undefined && { reason }) }, context)
  })
}

const LEADS_TO: Readonly<Record<string, EntryStatus>> = {
  register: 'registered',
  suspend: 'suspended',
  reinstate: 'registered',
  remove: 'removed',
  annul: 'annulled',
}
