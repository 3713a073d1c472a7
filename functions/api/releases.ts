import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { releasesContract } from '#monitoring/contract/releases-contract'
import { ReleasesEnvironment } from '#monitoring/environment'
import { createReleases } from '#monitoring/index'

const environment = readEnvironment(ReleasesEnvironment)
const table = tableNamed(environment.MONITORING_TABLE)

export const handler = serve({
  contract: releasesContract,
  handlers: createReleases({ table }),
  ...admission(environment),
  table,
})
