import { fromItem } from '#kernel/entity'
import { movedEntity } from '#kernel/moved-kind'
import type { Table } from '#kernel/table'
import { DUE, dueReportEntity, REPORTS, reportEntity, reportRunEntity, runKey, runsOf } from '../keys.ts'
import { fileKey } from '../model.ts'

/** Reports as they are defined, when they are due, and their runs, which move as they are. */
export const reportsRecords = {
  report: movedEntity(reportEntity, { collection: { index: 'gsi1', pk: REPORTS } }),
  'due-report': movedEntity(dueReportEntity, { collection: { index: 'gsi1', pk: DUE } }),
  'report-run': movedEntity(reportRunEntity, {
    collection: (report) => ({ index: 'gsi1', pk: runsOf(report) }),
  }),
} as const

/** A file that a run has, or is to get: where it lies and what it is known by. */
export interface FileOfRun {
  readonly key: string
  readonly sha256: string
}

/** Files of runs, by the ids of these and their names. */
export type FilesOfRuns = (run: string, name: string) => Promise<FileOfRun | undefined>

export const filesOfRuns =
  (table: Table): FilesOfRuns =>
  async (id, name) => {
    const run = fromItem(reportRunEntity, await table.get(runKey(id), { consistent: true }))?.value
    const file = run?.files.find((one) => one.name === name)
    return run && file && { key: fileKey(run.id, name), sha256: file.sha256 }
  }
