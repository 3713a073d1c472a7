import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { monitoringContract } from '#monitoring/contract'
import { MonitoringEnvironment } from '#monitoring/environment'
import { createMonitoring } from '#monitoring/index'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(MonitoringEnvironment)
const table = tableNamed(environment.MONITORING_TABLE)

export const handler = serve({
  contract: monitoringContract,
  handlers: createMonitoring({
    table,
    clusters: registryReader(tableNamed(environment.REGISTRY_TABLE)),
    codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
  }),
  ...admission(environment),
  table,
})
