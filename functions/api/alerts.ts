import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { alertsContract } from '#monitoring/alerts/contract'
import { createAlerts } from '#monitoring/alerts/index'
import { AlertsEnvironment } from '#monitoring/environment'
import { referenceReader } from '#reference/readers'

const environment = readEnvironment(AlertsEnvironment)
const table = tableNamed(environment.MONITORING_TABLE)
const codeLists = referenceReader(tableNamed(environment.REFERENCE_TABLE))

export const handler = serve({
  contract: alertsContract,
  handlers: createAlerts({ table, codeLists }),
  ...admission(environment),
  table,
})
