import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { createCampaignWatch } from '#monitoring/campaigns/index'
import { MonitoringJobEnvironment } from '#monitoring/environment'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(MonitoringJobEnvironment)
const registry = registryReader(tableNamed(environment.REGISTRY_TABLE))

const watch = createCampaignWatch({
  table: tableNamed(environment.MONITORING_TABLE),
  registry,
  clusters: registry,
  codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
})

/** Opens campaigns whose day has come and takes in clusters that came into their scope; answers what it did. */
export const handler = () => watch(new Date())
