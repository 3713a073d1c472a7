import { serve } from '#kernel/http/serve'
import { lambdaContext } from '../../support/api-event.ts'
import { authenticate, cluster, contract } from './routes.ts'

/** The platform's whole pipeline. */
const handler = serve({
  contract,
  authenticate,
  handlers: {
    getCluster: async () => ({ status: 200 as const, body: cluster, version: 7 }),
    changeCluster: async () => ({ status: 200 as const, body: cluster, version: 8 }),
  },
})

export const platform = (event: Parameters<typeof handler>[0]) => handler(event, lambdaContext)
