import { failuresContract } from '#delivery/failures/contract'
import { FailuresEnvironment } from '#delivery/failures/environment'
import { createFailures, failuresOnAws } from '#delivery/failures/index'
import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'

const environment = readEnvironment(FailuresEnvironment)
const table = tableNamed(environment.DELIVERY_TABLE)

export const handler = serve({
  contract: failuresContract,
  handlers: createFailures({
    table,
    ...failuresOnAws(environment.FAILURES_BUCKET),
    redriver: environment.REDRIVING_FUNCTION,
  }),
  ...admission(environment),
  table,
})
