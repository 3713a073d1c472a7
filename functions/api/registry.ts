import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { clustersContract } from '#registry/contract/clusters-contract'
import { RegistryEnvironment } from '#registry/environment'
import { createClusters } from '#registry/index'

const environment = readEnvironment(RegistryEnvironment)
const table = tableNamed(environment.REGISTRY_TABLE)

export const handler = serve({
  contract: clustersContract,
  handlers: createClusters({ table, referenceTable: tableNamed(environment.REFERENCE_TABLE) }),
  ...admission(environment),
  table,
})
