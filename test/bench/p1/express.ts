import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import express, { type Request } from 'express'
import serverless from 'serverless-http'
import type { Actor } from '#kernel/access'
import { logger } from '#kernel/logger'
import { lambdaContext } from '../../support/api-event.ts'
import { authenticate, Cluster, ClusterContent, cluster, mayEdit, Params, person } from './routes.ts'

const app = express()
const actors = new WeakMap<Request, Actor>()
const actorOf = (request: Request): Actor => actors.get(request) ?? { kind: 'anonymous' }

app.disable('x-powered-by')
app.use(async (request, response, next) => {
  const started = Date.now()
  const actor = await authenticate(request.headers.authorization)
  actors.set(request, actor)
  response.on('finish', () =>
    logger.info('request', {
      requestId: 'request-1',
      route: request.path,
      status: response.statusCode,
      milliseconds: Date.now() - started,
      person: person(actor),
    }),
  )
  next()
})
app.get('/api/v1/clusters/:clusterId', (request, response) => {
  if (actorOf(request).kind !== 'account') return response.status(401).json({})
  Params.parse(request.params)
  return response.json(Cluster.parse(cluster))
})
app.put('/api/v1/clusters/:clusterId', express.json({ limit: '1mb' }), (request, response) => {
  if (!mayEdit(actorOf(request))) return response.status(403).json({})
  Params.parse(request.params)
  ClusterContent.parse(request.body)
  return response.json(Cluster.parse(cluster))
})

const proxy = serverless(app)

/** Express behind serverless-http. */
export const handled = (event: APIGatewayProxyEventV2) => proxy(event, lambdaContext)
