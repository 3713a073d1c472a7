import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { MonitoringJobEnvironment } from '#monitoring/environment'
import { aggregateKpis } from '#monitoring/index'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(MonitoringJobEnvironment)

/** Computes the figures again that changes have touched; answers the summary of the run. */
export const handler = aggregateKpis({
  table: tableNamed(environment.MONITORING_TABLE),
  registry: registryReader(tableNamed(environment.REGISTRY_TABLE)),
  codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
})
