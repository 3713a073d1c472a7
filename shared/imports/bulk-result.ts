import type { BulkResult, RowResult } from '#kernel/bulk'
import { ApiProblem } from '#kernel/client'

/** The answer to a call of several rows, as the platform's bulk routes give it. */
export const resultOf = (rows: RowResult[]): BulkResult => {
  const count = (outcome: RowResult['outcome']) => rows.filter((row) => row.outcome === outcome).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    rows,
  }
}

/** Why the platform refused a row, with every fault that it names. */
export const reasonOf = (problem: ApiProblem): string =>
  [problem.message, ...problem.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`)].join('; ')

/** Whether the platform refused what was sent, rather than failed. */
export const isRefusal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.status < 500

/** Whether the gateway answered in place of the function, which took too long over what it was sent or broke down. What it
 *  did until then is done. */
export const isUnanswered = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.status >= 500 && error.code === 'gateway'
