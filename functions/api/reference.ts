import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { referenceContract } from '#reference/contract'
import { ReferenceEnvironment } from '#reference/environment'
import { createReference } from '#reference/index'

const environment = readEnvironment(ReferenceEnvironment)
const table = tableNamed(environment.REFERENCE_TABLE)

export const handler = serve({
  contract: referenceContract,
  handlers: createReference({ table }),
  ...admission(environment),
  table,
})
