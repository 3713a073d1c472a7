import type { RowResult } from '#kernel/bulk'
import { lineOf, readWhole } from '#kernel/http/read-whole'
import type { Language } from '#kernel/localised-text'
import { resultOf } from './bulk-result.ts'
import type { Kind } from './kind.ts'
import type { Send } from './send.ts'

/** Looks at rows as the platform would, as far as that goes without its records: nothing is sent. */
export const looker = (kind: Kind, language: Language = 'en'): Send => {
  const look: (record: unknown, row: number) => RowResult = (record, row) => {
    const reading = readWhole(kind.row, record)
    return 'data' in reading
      ? { row, outcome: 'created' }
      : { row, outcome: 'rejected', code: 'invalid-body', reason: lineOf(reading.faults, language) }
  }
  return (records) => Promise.resolve(resultOf(records.map(look)))
}
