import type { RecordOf } from '#imports/record'

/** The record without the members named, and without those that say nothing. */
export const cut = (record: object, ...left: readonly string[]): RecordOf =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([name, value]) => !left.includes(name) && value !== null && value !== undefined,
    ),
  )
