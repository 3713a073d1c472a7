import type { Actor } from '#kernel/access'
import { idSource } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'
import type { Alert } from '#monitoring/alerts/model'
import { rebuildKpis } from '#monitoring/index'
import { figureReader } from '#monitoring/readers'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'
import { composeReport } from '#reports/compose-report'
import { ReportContent, type ReportDocument, ReportId, ReportRunId } from '#reports/model'
import { runOf } from '#reports/start-run'
import { registered, suspended } from '../registry/extracts/support.ts'
import { aReport, nobody } from './support.ts'

export const NOW = new Date('2026-04-01T08:00:00.000Z')
const newId = idSource()

/** The definition of a yearly report that says everything. */
export const yearly = (over: object = {}): ReportContent =>
  ReportContent.parse(
    aReport({
      frequency: 'A',
      indicators: ['clusters-registered', 'entries'],
      sections: ['key-figures', 'trends', 'ranking', 'quality', 'registry', 'clusters', 'method'],
      ...over,
    }),
  )

/** A platform with one cluster in the register since May 2024, suspended in August 2025. */
export const platform = async ({
  alerts = [],
  training = false,
  actor = nobody,
}: {
  readonly alerts?: readonly Alert[]
  readonly training?: boolean
  /** With whose rights reports for authorities are made. */
  readonly actor?: Actor
} = {}) => {
  const given = await registered()
  await suspended(given, 1, { inForce: '2025-08-15', on: '2025-08-16' })
  const registry = registryReader(given.table)
  const reference = referenceReader(given.referenceTable)
  const ports = {
    table: new MemoryTable(),
    registry,
    clusters: registry,
    codeLists: reference,
    clock: () => NOW,
  }
  await rebuildKpis(ports)({ repair: true })
  const making = {
    training,
    figures: figureReader(ports),
    alerts: { unresolvedFor: async () => alerts },
    register: registry,
    reference,
    actingPerson: async () => actor,
  }
  const compose = composeReport(making)
  const report = (over: object): Promise<ReportDocument> => {
    const content = yearly(over)
    const definition = { id: newId(ReportId, 'rep'), content, owner: 'per-1', place: { regions: [] } }
    const run = runOf(
      newId(ReportRunId, 'rpr'),
      { ...definition, createdAt: NOW.toISOString(), updatedAt: NOW.toISOString() },
      { now: NOW },
    )
    return compose(run, NOW)
  }
  return { ...given, tables: [given.table, ports.table], making, report }
}
