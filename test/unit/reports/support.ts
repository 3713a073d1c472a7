import type { Message } from '#delivery/readers'
import type { Actor } from '#kernel/access'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { idSource } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'
import type { Alert } from '#monitoring/alerts/model'
import { createDueReports, createReports } from '#reports/index'
import { reportRunEntity } from '#reports/keys'
import { makeReport, type Render } from '#reports/make-report'
import type { ReportDocument, ReportRun } from '#reports/model'
import { ReportRunStore } from '#reports/run-store'
import { memoryFiles } from '../../support/memory-files.ts'
import { nationalReport } from '../../support/report-documents.ts'
import { accountWith } from '../../support/things.ts'

export const ministry: Actor = accountWith(['report.schedule', 'kpi.verify'], ['*'], 'ministry')
export const planner: Actor = accountWith(['report.schedule'], ['*'], 'planner')
export const bavaria: Actor = accountWith(['report.schedule'], ['DE-BY'], 'bavaria')
export const nobody: Actor = { kind: 'anonymous' }

/** The definition of a report, as somebody sends it. */
export const aReport = (over: object = {}) => ({
  names: { en: 'Clusters of the nation', ru: 'Кластеры страны' },
  scope: { kind: 'nation' as const },
  frequency: 'Q' as const,
  periods: 4,
  indicators: ['employment'],
  sections: ['key-figures' as const, 'method' as const],
  languages: ['en' as const, 'ru' as const],
  formats: ['html' as const, 'pdf' as const],
  audience: 'public' as const,
  schedule: null,
  recipients: [],
  ...over,
})

/** Too few registered clusters in Bavaria. */
export const anAlert = (over: Partial<Alert>): Alert => ({
  id: 'alt_01JD3Z5V9QK8M2N4P6R8S0T2V4',
  rule: 'alr_01JD3Z5V9QK8M2N4P6R8S0T2V4',
  name: { en: 'Few clusters', ru: 'Мало кластеров' },
  severity: 'warning',
  condition: {
    kind: 'threshold',
    figure: {
      indicator: 'clusters-registered',
      universe: 'cluster',
      breakdown: '_T',
      dimension: 'region',
    },
    side: 'below',
    limit: '3',
  },
  subject: { universe: 'cluster', dimension: 'region', code: 'DE-BY' },
  place: { regionPaths: [['DE', 'DE-BY']] },
  told: 'kpi.verify',
  indicator: 'clusters-registered',
  period: '2025',
  value: 1,
  occurrence: 1,
  openedAt: '2026-02-01T05:00:00.000Z',
  progress: { state: 'open' },
  run: 'run',
  announced: true,
  ...over,
})

/** Reports over tables in memory, made by a renderer that the test decides. */
export const reporting = (
  options: { readonly render?: Render; readonly compose?: (run: ReportRun) => Promise<ReportDocument> } = {},
) => {
  const table = new MemoryTable()
  const files = memoryFiles()
  const messages: Message[] = []
  let now = new Date('2026-01-15T09:00:00.000Z')
  let composed = 0
  const reports = createReports(
    { REPORTS_BUCKET: 'reports', PORTAL_URL: 'https://clusters.example' },
    {
      table,
      reference: {
        find: async (_list, code) =>
          code === 'DE-BY' || code === 'auto'
            ? { list: 'regions', code, parent: 'DE', path: ['DE', code], names: { en: code }, version: 1 }
            : undefined,
      },
      clusters: {
        clusterRegions: async (id) =>
          id.endsWith('B')
            ? {
                regionPaths: [['DE', 'DE-BY']],
                category: 'auto',
                status: 'registered',
                managementOrganisation: undefined,
              }
            : undefined,
      },
      figures: { catalogue: async () => nationalReport(1).indicators },
      addressOf: async ({ key, fileName, disposition }, at) => ({
        url: `https://files.example/${key}?as=${fileName}&disposition=${disposition}`,
        expiresAt: at,
      }),
      newId: idSource(() => now.getTime()),
    },
  )
  const make = makeReport({
    runs: new ReportRunStore(table),
    compose: async (run) => {
      composed += 1
      return options.compose?.(run) ?? nationalReport(composed, { run: run.id, report: run.report })
    },
    render:
      options.render ??
      (async (document, { format, language }) =>
        Buffer.from(`${format} ${language} ${document.inputHash} ${Math.random()}`)),
    files,
    outbox: {
      put: async (put) => {
        for (const message of put) if (!messages.some(({ id }) => id === message.id)) messages.push(message)
      },
    },
    apiUrl: 'https://clusters.example/api/v1',
    clock: () => now,
  })
  const changes = (): RecordChange[] =>
    table
      .all()
      .filter(({ entity }) => entity === reportRunEntity.name)
      .map((after, index) => ({
        name: `change-${index}`,
        table: 'reports',
        sequence: String(index),
        at: now,
        before: undefined,
        after,
      }))
  return {
    table,
    files,
    messages,
    reports,
    due: createDueReports(
      table,
      idSource(() => now.getTime()),
    ),
    timesComposed: () => composed,
    setClock: (instant: string) => {
      now = new Date(instant)
    },
    now: () => now,
    /** Gives every run to the consumer of the stream, as after a change. */
    stream: async () => {
      for (const change of changes()) await make(change)
    },
    runs: (): readonly ReportRun[] =>
      table
        .all()
        .filter(({ entity }) => entity === reportRunEntity.name)
        .map(({ data }) => reportRunEntity.schema.parse(data)),
  }
}
