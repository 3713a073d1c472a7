import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { MonitoringJobEnvironment } from '#monitoring/environment'
import { rebuildKpis } from '#monitoring/index'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(MonitoringJobEnvironment)

/** Computes every figure again and reports those that differ; with `{ "repair": true }` puts them right. */
export const handler = rebuildKpis({
  table: tableNamed(environment.MONITORING_TABLE),
  registry: registryReader(tableNamed(environment.REGISTRY_TABLE)),
  codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
})
