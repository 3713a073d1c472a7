import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { isRefusal, reasonOf, resultOf } from '#imports/bulk-result'
import { patiently, type Send } from '#imports/send'
import type { RowResult } from '#kernel/bulk'
import { type ClientOptions, clientOf } from '#kernel/client'
import { recordsContract } from '#records/contract'
import { FileOfReportRun, type MovedKindName } from '#records/model'
import { putFile } from './sent-file.ts'

/** What a record says of a run with files. */
const RunRecord = z.object({
  data: z.object({
    id: FileOfReportRun.shape.runId,
    files: z.array(z.object({ name: FileOfReportRun.shape.name })),
  }),
})

/** Sends records as another platform kept them; runs of reports with their files, which lie beside the table. */
export const movedSender = (name: MovedKindName, options: ClientOptions, table: string): Send => {
  const records = clientOf(recordsContract, options)
  const folder = dirname(resolve(table))
  return async (rows) => {
    const body = { rows: [...rows] }
    const answer = (await patiently(() => records.importRecords({ params: { kind: name }, body }))).body
    if (name !== 'report-run') return answer
    const results: RowResult[] = []
    for (const result of answer.rows)
      results.push(
        result.outcome === 'rejected' ? result : await withFiles(options, folder, rows[result.row], result),
      )
    return resultOf(results)
  }
}

/** Sends the files of a run that is there. */
const withFiles = async (
  options: ClientOptions,
  folder: string,
  record: unknown,
  result: RowResult,
): Promise<RowResult> => {
  const records = clientOf(recordsContract, options)
  const { id: runId, files } = RunRecord.parse(record).data
  try {
    for (const { name } of files) {
      const bytes = readFileSync(join(folder, fileOfRun(runId, name)))
      const params = { runId, name }
      const { body } = await patiently(() => records.sendReportRunFile({ params }))
      await patiently(() => putFile(body, bytes))
    }
    return result
  } catch (error) {
    if (isRefusal(error)) return { row: result.row, outcome: 'rejected', reason: reasonOf(error) }
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { row: result.row, outcome: 'rejected', reason: error.message }
    throw error
  }
}

/** Where a file of a run lies, from the folder of an export. */
export const fileOfRun = (run: string, name: string): string => join('report-runs', run, name)
