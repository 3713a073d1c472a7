import { governanceContract } from '#governance/contract'
import { GovernanceEnvironment } from '#governance/environment'
import { createGovernance, personalDataStore } from '#governance/index'
import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(GovernanceEnvironment)
const table = tableNamed(environment.GOVERNANCE_TABLE)
const usage = tableNamed(environment.USAGE_TABLE)
const personal = personalDataStore({
  data: tableNamed(environment.PERSONAL_TABLE),
  keys: tableNamed(environment.PERSONAL_KEYS_TABLE),
})
const reference = referenceReader(tableNamed(environment.REFERENCE_TABLE))
const clusters = registryReader(tableNamed(environment.REGISTRY_TABLE))

export const handler = serve({
  contract: governanceContract,
  handlers: createGovernance({ table, usage, personal, reference, clusters }),
  ...admission(environment),
  table,
})
