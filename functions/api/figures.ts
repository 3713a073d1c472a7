import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { figuresContract } from '#monitoring/contract/figures-contract'
import { MonitoringEnvironment } from '#monitoring/environment'
import { createFigures } from '#monitoring/index'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(MonitoringEnvironment)
const table = tableNamed(environment.MONITORING_TABLE)
const registry = registryReader(tableNamed(environment.REGISTRY_TABLE))

export const handler = serve({
  contract: figuresContract,
  handlers: createFigures({
    table,
    registry,
    clusters: registry,
    codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
  }),
  ...admission(environment),
  table,
})
