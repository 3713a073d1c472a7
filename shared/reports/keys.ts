import { entity } from '#kernel/entity'
import { DueReport, MOST_ATTEMPTS, ReportDefinition, ReportRun } from './model.ts'

export const reportKey = (id: string) => ({ pk: `REPORT#${id}`, sk: 'DEFINITION' })
export const dueKey = (id: string) => ({ pk: `REPORT#${id}`, sk: 'DUE' })
export const runKey = (id: string) => ({ pk: `RUN#${id}`, sk: 'RUN' })

export const REPORTS = 'LIST#report'
/** Reports with a schedule, in the order in which they are due. */
export const DUE = 'DUE'
/** The runs of one report, in the order in which they began. */
export const runsOf = (report: string) => `RUNS#${report}`
/** Finished runs of reports for everybody. */
export const PUBLIC_RUNS = 'RUNS#public'
/** Runs that are not finished and will be tried again by themselves. */
export const OPEN_RUNS = 'RUNS#open'

export const reportEntity = entity<ReportDefinition>({
  name: 'report',
  schemaVersion: 2,
  schema: ReportDefinition,
  // Definitions may name one section more.
  lift: { 1: (data) => data },
  keys: ({ id }) => ({ ...reportKey(id), gsi1pk: REPORTS, gsi1sk: id }),
})

export const dueReportEntity = entity<DueReport>({
  name: 'due-report',
  schemaVersion: 1,
  schema: DueReport,
  keys: ({ report, nextRun }) => ({ ...dueKey(report), gsi1pk: DUE, gsi1sk: `${nextRun}#${report}` }),
})

export const reportRunEntity = entity<ReportRun>({
  name: 'report-run',
  schemaVersion: 2,
  schema: ReportRun,
  lift: { 1: (data) => data },
  keys: (run) => {
    const list = listOf(run)
    return {
      ...runKey(run.id),
      gsi1pk: runsOf(run.report),
      gsi1sk: run.id,
      ...(list !== undefined && { gsi2pk: list, gsi2sk: run.id }),
    }
  },
})

/** The one list besides that of its report in which a run stands. */
const listOf = ({ state, attempts, content: { audience } }: ReportRun): string | undefined => {
  if (state === 'finished') return audience === 'public' ? PUBLIC_RUNS : undefined
  return state === 'queued' || attempts < MOST_ATTEMPTS ? OPEN_RUNS : undefined
}

/** Every kind of record of this context. */
export const reportsEntities = [reportEntity, dueReportEntity, reportRunEntity] as const
