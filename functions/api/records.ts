import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { recordsContract } from '#records/contract'
import { RecordsEnvironment } from '#records/environment'
import { createRecords } from '#records/index'

const environment = readEnvironment(RecordsEnvironment)
const registry = tableNamed(environment.REGISTRY_TABLE)

export const handler = serve({
  contract: recordsContract,
  handlers: createRecords(environment, {
    registry,
    monitoring: tableNamed(environment.MONITORING_TABLE),
    reports: tableNamed(environment.REPORTS_TABLE),
    delivery: tableNamed(environment.DELIVERY_TABLE),
  }),
  ...admission(environment),
  table: registry,
})
