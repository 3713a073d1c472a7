import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'

/** Values of the fields of a record; null is "none". */
export const Changes = z.record(z.string(), z.unknown())
export type Changes = z.output<typeof Changes>

/** What somebody stated about a record: from when to when these fields had these values, and when the platform
 *  learnt it. Statements are only ever added: what the platform knew at any time can be told from them. */
export const Assertion = z.object({
  validFrom: CalendarDate,
  validTo: CalendarDate.nullable(),
  recordedAt: Instant,
  changes: Changes,
})
export type Assertion = z.output<typeof Assertion>

/** The fields in which two states of a record differ, with their later values. */
export const changesBetween = (before: object, after: object): Changes => {
  const [old, current] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const fields = [...new Set([...old.keys(), ...current.keys()])]
  const same = (field: string) =>
    canonicalJson(old.get(field) ?? null) === canonicalJson(current.get(field) ?? null)
  return Object.fromEntries(
    fields.filter((field) => !same(field)).map((field) => [field, current.get(field) ?? null]),
  )
}

/** The state of a record on a day, as the platform knew it at an instant: of the statements about a field that hold
 *  on the day, the one recorded last counts.
 *  @param assertions in the order in which they were recorded
 *  @param knownAt leave out for "as known now" */
export const stateOn = (assertions: readonly Assertion[], day: CalendarDate, knownAt?: Instant): Changes => {
  const state: Changes = {}
  for (const { validFrom, validTo, recordedAt, changes } of assertions) {
    const known = knownAt === undefined || recordedAt <= knownAt
    if (known && validFrom <= day && (validTo === null || day < validTo)) Object.assign(state, changes)
  }
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null))
}

/** What has to be stated so that from a day on a record has exactly these fields: those in which it has other values
 *  on the day, or on any later day of which something was stated.
 *  @param assertions in the order in which they were recorded */
export const changesFrom = (assertions: readonly Assertion[], day: CalendarDate, fields: object): Changes => {
  const later = assertions.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? validFrom])
  const days = [day, ...new Set(later.filter((other) => other > day))]
  return Object.assign({}, ...days.map((one) => changesBetween(fieldsIn(stateOn(assertions, one)), fields)))
}

/** Statements about the entries of a record stand beside those about its fields, under names with a colon. */
const fieldsIn = (state: Changes): Changes =>
  Object.fromEntries(Object.entries(state).filter(([field]) => !field.includes(':')))
