import type { Table } from '#kernel/table'
import { alertReader } from '#monitoring/alerts/readers'
import { figureReader } from '#monitoring/readers'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'
import type { PreviewsEnvironment } from './environment.ts'
import { previewReport } from './preview-report.ts'

/** The preview of reports over the tables of a deployment. */
export const previewsOn = (environment: PreviewsEnvironment, tableNamed: (name: string) => Table) => {
  const monitoring = tableNamed(environment.MONITORING_TABLE)
  const registry = registryReader(tableNamed(environment.REGISTRY_TABLE))
  const reference = referenceReader(tableNamed(environment.REFERENCE_TABLE))
  const figures = figureReader({ table: monitoring, registry, clusters: registry, codeLists: reference })
  return previewReport({
    figures,
    indicators: async () => new Set((await figures.catalogue()).map(({ code }) => code)),
    alerts: alertReader(monitoring),
    register: registry,
    clusters: registry,
    reference,
    training: environment.TRAINING,
  })
}
