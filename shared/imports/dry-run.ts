import type { RowResult } from '#kernel/bulk'
import { faultsOf } from '#kernel/http/faults'
import type { Language } from '#kernel/localised-text'
import { resultOf } from './bulk-result.ts'
import type { Kind } from './kind.ts'
import type { Send } from './send.ts'

/** Looks at rows as the platform would, as far as that goes without its records: nothing is sent. */
export const looker = (kind: Kind, language: Language = 'en'): Send => {
  const look: (record: unknown, row: number) => RowResult = (record, row) => {
    const parsed = kind.row.safeParse(record)
    if (parsed.success) return { row, outcome: 'created' }
    const reason = faultsOf(parsed.error)
      .map(({ pointer, detail }) => `${pointer === '' ? '' : `${pointer}: `}${detail[language]}`)
      .join('; ')
    return { row, outcome: 'rejected', code: 'invalid-body', reason }
  }
  return (records) => Promise.resolve(resultOf(records.map(look)))
}
