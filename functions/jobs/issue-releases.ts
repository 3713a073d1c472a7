import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { namedEnterprises } from '#monitoring/campaigns/readers'
import { MonitoringJobEnvironment } from '#monitoring/environment'
import { issueReleases } from '#monitoring/index'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(MonitoringJobEnvironment)
const table = tableNamed(environment.MONITORING_TABLE)

/** Prepares and publishes the releases that are due; answers the summary of the run. */
export const handler = issueReleases({
  table,
  enterprises: namedEnterprises(table),
  registry: registryReader(tableNamed(environment.REGISTRY_TABLE)),
  codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
})
