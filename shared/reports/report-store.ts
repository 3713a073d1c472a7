import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toDeleted, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import type { Table, Write } from '#kernel/table'
import { DUE, dueKey, dueReportEntity, REPORTS, reportEntity, reportKey } from './keys.ts'
import type { DueReport, ReportDefinition } from './model.ts'

/** Where reports are defined, and when they are due. */
export class ReportStore {
  readonly table: Table

  constructor(table: Table) {
    this.table = table
  }

  /** @throws NotFoundError when there is none */
  async get(id: string): Promise<Stored<ReportDefinition>> {
    const found = fromItem(reportEntity, await this.table.get(reportKey(id), { consistent: true }))
    if (found !== undefined) return found
    throw new NotFoundError({ en: `There is no report ${id}.`, ru: `Отчёта ${id} нет.` })
  }

  /** When a report is due next; undefined without a schedule. */
  async due(id: string): Promise<Stored<DueReport> | undefined> {
    return fromItem(dueReportEntity, await this.table.get(dueKey(id), { consistent: true }))
  }

  async list(limit: number, after: Position | undefined): Promise<Page<ReportDefinition>> {
    const { items, next } = await this.table.query({ index: 'gsi1', pk: REPORTS, limit, after })
    return { items: valuesOf(reportEntity, items), next }
  }

  /** The reports that were due at an instant, the longest due first. */
  async dueAt(now: Date, limit: number): Promise<readonly DueReport[]> {
    // `~` comes after every character of an id.
    const sk = { from: '', to: `${now.toISOString()}~` }
    return valuesOf(dueReportEntity, (await this.table.query({ index: 'gsi1', pk: DUE, sk, limit })).items)
  }
}

/** The step that keeps a definition at its next version. */
export const definitionWrite = (
  value: ReportDefinition,
  before: Stored<ReportDefinition> | undefined,
  change: LastChange,
): Write => ({
  put: toItem(reportEntity, value, { version: (before?.version ?? 0) + 1, change }),
  if: before === undefined ? 'absent' : { version: before.version },
})

/** The steps that state when a report is due next: none where that stays.
 *  @param before as it was read, unless it was deleted meanwhile */
export const dueWrites = (
  report: ReportDefinition['id'],
  nextRun: string | null,
  before: Stored<DueReport> | undefined,
  at: { readonly change: LastChange; readonly now: Date },
): readonly Write[] => {
  if (nextRun === (before?.value.nextRun ?? null)) return []
  const condition: Pick<Write, 'if'> = { if: before === undefined ? 'absent' : { version: before.version } }
  if (nextRun === null)
    return before === undefined
      ? []
      : [
          {
            put: toDeleted(dueReportEntity, before.value, {
              version: before.version + 1,
              change: at.change,
              at: at.now,
            }),
            ...condition,
          },
        ]
  const version = (before?.version ?? 0) + 1
  return [{ put: toItem(dueReportEntity, { report, nextRun }, { version, change: at.change }), ...condition }]
}
