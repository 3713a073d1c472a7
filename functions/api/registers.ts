import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { registersContract } from '#registry/contract/registers-contract'
import { RegistryEnvironment } from '#registry/environment'
import { createRegisters } from '#registry/index'

const environment = readEnvironment(RegistryEnvironment)
const table = tableNamed(environment.REGISTRY_TABLE)

export const handler = serve({
  contract: registersContract,
  handlers: createRegisters({ table, referenceTable: tableNamed(environment.REFERENCE_TABLE) }),
  ...admission(environment),
  table,
})
