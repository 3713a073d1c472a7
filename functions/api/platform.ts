import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { platformContract } from '#platform/contract'
import { PlatformEnvironment } from '#platform/environment'
import { createPlatform } from '#platform/index'

const environment = readEnvironment(PlatformEnvironment)

/** Health, the description of the API, and 404 for every address that no route has. Everybody gets the same, so it
 *  looks at no credential: it answers while sign-in and storage do not. */
export const handler = serve({
  contract: platformContract,
  handlers: createPlatform(environment.LAMBDA_TASK_ROOT, environment.TRAINING),
  authenticate: async () => ({ kind: 'anonymous' }),
})
