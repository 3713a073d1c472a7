import { Router } from '@aws-lambda-powertools/event-handler/http'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Actor } from '#kernel/access'
import { logger } from '#kernel/logger'
import { lambdaContext } from '../../support/api-event.ts'
import { authenticate, Cluster, ClusterContent, cluster, mayEdit, Params, person } from './routes.ts'

const router = new Router()
const actors = new WeakMap<Request, Actor>()
const actorOf = (request: Request): Actor => actors.get(request) ?? { kind: 'anonymous' }

router.use(async ({ reqCtx, next }) => {
  const started = Date.now()
  const actor = await authenticate(reqCtx.req.headers.get('authorization') ?? undefined)
  actors.set(reqCtx.req, actor)
  await next()
  logger.info('request', {
    requestId: 'request-1',
    route: reqCtx.req.method,
    status: reqCtx.res.status,
    milliseconds: Date.now() - started,
    person: person(actor),
  })
})
router.get('/api/v1/clusters/:clusterId', async ({ req, params }) => {
  if (actorOf(req).kind !== 'account') return { statusCode: 401, body: '{}' }
  Params.parse(params)
  return Cluster.parse(cluster)
})
router.put('/api/v1/clusters/:clusterId', async ({ req, params }) => {
  if (!mayEdit(actorOf(req))) return { statusCode: 403, body: '{}' }
  Params.parse(params)
  ClusterContent.parse(await req.json())
  return Cluster.parse(cluster)
})

/** The event handler of Powertools for AWS Lambda. */
export const powertools = (event: APIGatewayProxyEventV2) => router.resolve(event, lambdaContext)
