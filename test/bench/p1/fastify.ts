import awsLambdaFastify from '@fastify/aws-lambda'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import Fastify, { type FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/access'
import { logger } from '#kernel/logger'
import { lambdaContext } from '../../support/api-event.ts'
import { authenticate, Cluster, ClusterContent, cluster, mayEdit, Params, person } from './routes.ts'

const app = Fastify({ logger: false })
const actors = new WeakMap<FastifyRequest, Actor>()
const actorOf = (request: FastifyRequest): Actor => actors.get(request) ?? { kind: 'anonymous' }

app.addHook('onRequest', async (request) => {
  actors.set(request, await authenticate(request.headers.authorization))
})
app.addHook('onResponse', async (request, reply) => {
  logger.info('request', {
    requestId: request.id,
    route: request.routeOptions.url,
    status: reply.statusCode,
    milliseconds: reply.elapsedTime,
    person: person(actorOf(request)),
  })
})
app.get('/api/v1/clusters/:clusterId', async (request, reply) => {
  if (actorOf(request).kind !== 'account') return reply.code(401).send({})
  Params.parse(request.params)
  return Cluster.parse(cluster)
})
app.put('/api/v1/clusters/:clusterId', async (request, reply) => {
  if (!mayEdit(actorOf(request))) return reply.code(403).send({})
  Params.parse(request.params)
  ClusterContent.parse(request.body)
  return Cluster.parse(cluster)
})

const proxy = awsLambdaFastify(app, { decorateRequest: false })

/** Fastify behind its own Lambda adapter, which injects requests without a socket. */
export const fastify = (event: APIGatewayProxyEventV2) => proxy(event, lambdaContext)
