import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { alertsContract } from '#monitoring/alerts/contract'
import { createAlerts } from '#monitoring/alerts/index'
import { MonitoringEnvironment } from '#monitoring/environment'
import { referenceReader } from '#reference/readers'

const environment = readEnvironment(MonitoringEnvironment)
const table = tableNamed(environment.MONITORING_TABLE)

export const handler = serve({
  contract: alertsContract,
  handlers: createAlerts({
    table,
    codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
    // Loaded with the first rule that is tried, so that nobody else waits for it.
    register: async () => {
      const { clusterProfiles, registryReader } = await import('#registry/readers')
      const register = tableNamed(environment.REGISTRY_TABLE)
      return { registry: registryReader(register), profiles: clusterProfiles(register) }
    },
  }),
  ...admission(environment),
  table,
})
