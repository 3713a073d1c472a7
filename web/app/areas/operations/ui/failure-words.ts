import type { Failure } from '../data.ts'
import { t } from '../texts/failures/index.ts'

/** What a function was given when it gave up. */
export const given = ({ source, records, table }: Failure): string => {
  if (source === 'event') return t.event
  return table === undefined ? t.records(records) : t.recordsOf(t.records(records), table)
}

/** Why it gave up, in words of people. */
export const whyGivenUp = ({ condition }: Failure): string => {
  const known: Readonly<Record<string, string>> = t.conditions
  return known[condition] ?? t.conditions.other
}

/** Why the last redrive did not handle it. */
export const whyAgain = ({ fault, refused = 0 }: Failure): string | undefined => {
  if (fault === undefined) return undefined
  const text = t.faults[fault]
  return typeof text === 'string' ? text : text(refused)
}

/** Whether it is kept and nobody is at it: then something can be done about it. */
export const canBeHandled = ({ state }: Failure): boolean => state === 'kept' || state === 'failed'
