import { extractsContract } from '#extracts/contract'
import { ExtractsEnvironment } from '#extracts/environment'
import { createExtracts } from '#extracts/index'
import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'

const environment = readEnvironment(ExtractsEnvironment)
const table = tableNamed(environment.EXTRACTS_TABLE)

export const handler = serve({
  contract: extractsContract,
  handlers: createExtracts(environment, {
    table,
    registryTable: tableNamed(environment.REGISTRY_TABLE),
    referenceTable: tableNamed(environment.REFERENCE_TABLE),
  }),
  ...admission(environment),
  table,
})
