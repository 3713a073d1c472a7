import { API_BASE } from '#kernel/api-base'
import { addressesIn } from '#kernel/aws-address'
import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import type { FigureReader } from '#monitoring/readers'
import type { ReferenceReader } from '#reference/readers'
import type { ClusterReader } from '#registry/readers'
import type { reportsContract } from './contract.ts'
import { changeReport, createReport, getReport, listReports } from './define-report.ts'
import type { ReportsEnvironment } from './environment.ts'
import type { FileAddress, Ports } from './ports.ts'
import { downloadReport, getReportRun, listReportRuns, listRunsOfReport, reportFeed } from './read-runs.ts'
import { ReportStore } from './report-store.ts'
import { type DueSummary, runDueReports } from './run-due-reports.ts'
import { redriveReportRun, runReport } from './run-report.ts'
import { ReportRunStore } from './run-store.ts'

type Told = Pick<ReportsEnvironment, 'REPORTS_BUCKET' | 'AWS_ENDPOINT_URL_S3' | 'PORTAL_URL'>

/** Builds the use cases of reports over their table and the facts of other contexts. */
export const createReports = (
  environment: Told,
  options: {
    readonly table: Table
    readonly reference: Pick<ReferenceReader, 'find'>
    readonly clusters: ClusterReader
    readonly figures: Pick<FigureReader, 'catalogue'>
    readonly addressOf?: FileAddress
    readonly newId?: NewId
  },
): Handlers<typeof reportsContract> => {
  const { table, reference, clusters, figures, newId = idSource() } = options
  const ports: Ports = {
    reports: new ReportStore(table),
    runs: new ReportRunStore(table),
    reference,
    clusters,
    indicators: async () => new Set((await figures.catalogue()).map(({ code }) => code)),
    addressOf: options.addressOf ?? addressesIn(environment.REPORTS_BUCKET, environment.AWS_ENDPOINT_URL_S3),
    newId,
    apiUrl: `${environment.PORTAL_URL}${API_BASE}`,
  }
  return {
    listReports: listReports(ports),
    createReport: createReport(ports),
    getReport: getReport(ports),
    changeReport: changeReport(ports),
    runReport: runReport(ports),
    listRunsOfReport: listRunsOfReport(ports),
    listReportRuns: listReportRuns(ports),
    getReportRun: getReportRun(ports),
    downloadReport: downloadReport(ports),
    redriveReportRun: redriveReportRun(ports),
    reportFeed: reportFeed(ports),
  }
}

/** Builds the job that starts what is due.
 *  @returns one round at an instant; `name` is what its changes are known by */
export const createDueReports = (
  table: Table,
  newId: NewId = idSource(),
): ((round: { readonly now: Date; readonly name: string }) => Promise<DueSummary>) =>
  runDueReports({ reports: new ReportStore(table), runs: new ReportRunStore(table), newId })
