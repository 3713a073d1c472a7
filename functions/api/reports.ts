import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { indicatorReader } from '#monitoring/readers'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'
import { reportsContract } from '#reports/contract'
import { ReportsEnvironment } from '#reports/environment'
import { createReports } from '#reports/index'

const environment = readEnvironment(ReportsEnvironment)
const table = tableNamed(environment.REPORTS_TABLE)

export const handler = serve({
  contract: reportsContract,
  handlers: createReports(environment, {
    table,
    reference: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
    clusters: registryReader(tableNamed(environment.REGISTRY_TABLE)),
    figures: indicatorReader(tableNamed(environment.MONITORING_TABLE)),
  }),
  ...admission(environment),
  table,
})
