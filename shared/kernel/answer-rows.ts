import type * as z from 'zod'
import type { BulkResult, RowResult } from './bulk.ts'
import { DomainError } from './errors.ts'
import { lineOf, readWhole } from './http/read-whole.ts'
import type { Language } from './localised-text.ts'

/** What a use case says of one row that it did not reject. */
export interface RowOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged'
  readonly id?: string
}

/** Works off the rows of a bulk request, each on its own: a row that does not fit its schema, or that the domain
 *  refuses, is rejected with its reason; the others go on. Any other error ends the whole request: rows that were
 *  written stay written, and sending all again finds them unchanged.
 *  @param parallel how many rows may be under way at once; 1 keeps the order of the request */
export const answerRows = async <S extends z.ZodType>(options: {
  readonly rows: readonly unknown[]
  readonly schema: S
  readonly language: Language
  readonly parallel: number
  readonly handle: (row: z.output<S>, index: number) => Promise<RowOutcome>
}): Promise<BulkResult> => {
  const { rows, schema, language, parallel, handle } = options
  const results: RowResult[] = new Array(rows.length)
  let next = 0

  const answer = async (row: number): Promise<RowResult> => {
    const reading = readWhole(schema, rows[row])
    if (!('data' in reading))
      return { row, outcome: 'rejected', code: 'invalid-body', reason: lineOf(reading.faults, language) }
    try {
      return { row, ...(await handle(reading.data, row)) }
    } catch (error) {
      if (!(error instanceof DomainError)) {
        // The other workers stop too: nobody would hear of what they still write.
        next = rows.length
        throw error
      }
      return { row, outcome: 'rejected', code: error.code, reason: error.detail[language] }
    }
  }
  const work = async () => {
    for (let row = next++; row < rows.length; row = next++) results[row] = await answer(row)
  }

  await Promise.all(Array.from({ length: Math.min(parallel, rows.length) }, work))
  const count = (outcome: RowResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    rows: results,
  }
}
