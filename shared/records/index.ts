import { deliveryRecords } from '#delivery/readers/moved-records'
import { signingIdentity } from '#kernel/aws'
import type { Handlers } from '#kernel/call'
import type { MovedKind } from '#kernel/moved-kind'
import type { Table } from '#kernel/table'
import { monitoringRecords } from '#monitoring/readers/moved-records'
import { registryRecords } from '#registry/readers/moved-records'
import { filesOfRuns, reportsRecords } from '#reports/readers/moved-records'
import type { recordsContract } from './contract.ts'
import type { RecordsEnvironment } from './environment.ts'
import { importRecords } from './import-records.ts'
import type { PlacedKind, Ports, ReportFileGate } from './ports.ts'
import { listRecords } from './read-records.ts'
import { signedReportFileGate } from './report-file-gate.ts'
import { getReportRunFile, sendReportRunFile } from './report-run-files.ts'

/** Builds the use cases by which records move, over the tables of the contexts that own them. */
export const createRecords = (
  environment: Pick<RecordsEnvironment, 'REPORTS_BUCKET' | 'AWS_ENDPOINT_URL_S3'>,
  tables: {
    readonly registry: Table
    readonly monitoring: Table
    readonly reports: Table
    readonly delivery: Table
  },
  gate: ReportFileGate = signedReportFileGate(
    environment.REPORTS_BUCKET,
    environment.AWS_ENDPOINT_URL_S3,
    signingIdentity,
  ),
): Handlers<typeof recordsContract> => {
  const ports: Ports = {
    kinds: {
      ...placed(registryRecords, tables.registry),
      ...placed(monitoringRecords, tables.monitoring),
      ...placed(reportsRecords, tables.reports),
      ...placed(deliveryRecords, tables.delivery),
    },
    filesOfRuns: filesOfRuns(tables.reports),
    gate,
  }
  return {
    listRecords: listRecords(ports),
    importRecords: importRecords(ports),
    getReportRunFile: getReportRunFile(ports),
    sendReportRunFile: sendReportRunFile(ports),
  }
}

const placed = <K extends string>(
  kinds: Readonly<Record<K, MovedKind>>,
  table: Table,
): Readonly<Record<K, PlacedKind>> => {
  const entries = Object.entries<MovedKind>(kinds).map(([name, kind]) => [name, { kind, table }])
  return Object.fromEntries(entries)
}
