import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { logger } from '#kernel/logger'
import { Cluster, ClusterContent, cluster, Params } from './routes.ts'

/** A handler of its own for each route: the same parsing of what comes and goes, the same log line, nothing else. */
export const bareRead = async (event: APIGatewayProxyEventV2) => {
  Params.parse(event.pathParameters)
  return answered(event)
}

export const bareChange = async (event: APIGatewayProxyEventV2) => {
  Params.parse(event.pathParameters)
  ClusterContent.parse(JSON.parse(event.body ?? ''))
  return answered(event)
}

const answered = (event: APIGatewayProxyEventV2) => {
  const body = JSON.stringify(Cluster.parse(cluster))
  logger.info('request', {
    requestId: event.requestContext.requestId,
    route: event.routeKey,
    status: 200,
    milliseconds: 0,
    person: undefined,
  })
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body }
}
