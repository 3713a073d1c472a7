import { zValidator } from '@hono/zod-validator'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import type { Actor } from '#kernel/access'
import { logger } from '#kernel/logger'
import {
  authenticate,
  type BenchEvent,
  Cluster,
  ClusterContent,
  cluster,
  mayEdit,
  Params,
  person,
} from './routes.ts'

const app = new Hono<{ Bindings: { event: APIGatewayProxyEventV2 }; Variables: { actor: Actor } }>()

app.use(async (context, next) => {
  const started = Date.now()
  context.set('actor', await authenticate(context.req.header('authorization')))
  await next()
  logger.info('request', {
    requestId: context.env.event.requestContext.requestId,
    route: context.env.event.routeKey,
    status: context.res.status,
    milliseconds: Date.now() - started,
    person: person(context.get('actor')),
  })
})
app.get('/api/v1/clusters/:clusterId', zValidator('param', Params), (context) =>
  context.get('actor').kind === 'account' ? context.json(Cluster.parse(cluster)) : context.json({}, 401),
)
app.put(
  '/api/v1/clusters/:clusterId',
  zValidator('param', Params),
  zValidator('json', ClusterContent),
  (context) => (mayEdit(context.get('actor')) ? context.json(Cluster.parse(cluster)) : context.json({}, 403)),
)

const handler = handle(app)

/** Hono with its zod validator behind its own Lambda adapter. */
export const hono = (event: BenchEvent): Promise<unknown> => Reflect.apply(handler, undefined, [event])
