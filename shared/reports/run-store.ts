import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import type { Table, Write } from '#kernel/table'
import { OPEN_RUNS, PUBLIC_RUNS, reportRunEntity, runKey, runsOf } from './keys.ts'
import type { ReportRun } from './model.ts'

/** Where the runs of reports are kept. */
export class ReportRunStore {
  readonly table: Table

  constructor(table: Table) {
    this.table = table
  }

  async find(id: string): Promise<Stored<ReportRun> | undefined> {
    return fromItem(reportRunEntity, await this.table.get(runKey(id), { consistent: true }))
  }

  /** Runs of one report, the newest first. */
  async ofReport(report: string, limit: number, after: Position | undefined): Promise<Page<ReportRun>> {
    return this.#page('gsi1', runsOf(report), limit, after)
  }

  /** Finished runs for everybody, the newest first. */
  async public(limit: number, after: Position | undefined): Promise<Page<ReportRun>> {
    return this.#page('gsi2', PUBLIC_RUNS, limit, after)
  }

  /** Runs that are not finished and are still tried, the newest first. */
  async open(limit: number): Promise<readonly ReportRun[]> {
    return (await this.#page('gsi2', OPEN_RUNS, limit, undefined)).items
  }

  async #page(
    index: 'gsi1' | 'gsi2',
    pk: string,
    limit: number,
    after: Position | undefined,
  ): Promise<Page<ReportRun>> {
    const { items, next } = await this.table.query({ index, pk, limit, after, descending: true })
    return { items: valuesOf(reportRunEntity, items), next }
  }
}

/** The step that keeps a run: a new one, or one at the version that was read.
 *  @param otherwise the error when it changed meanwhile */
export const runWrite = (
  value: ReportRun,
  before: Stored<ReportRun> | undefined,
  change: LastChange,
  otherwise?: () => Error,
): Write => ({
  put: toItem(reportRunEntity, value, { version: (before?.version ?? 0) + 1, change }),
  if: before === undefined ? 'absent' : { version: before.version },
  ...(otherwise && { otherwise }),
})

export const noSuchRun = (id: string) =>
  new NotFoundError({ en: `There is no run ${id} of a report.`, ru: `Выпуска отчёта ${id} нет.` })
