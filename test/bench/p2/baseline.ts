import { Logger } from '@aws-lambda-powertools/logger'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { Ability } from '@casl/ability'
import middy from '@middy/core'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'

/** The libraries of an API function without the platform: one read, one schema, one log line. The commands that the
 *  platform uses are bundled as there. */
export const commands = {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
}

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
})
const logger = new Logger()
const ability = new Ability([{ action: 'read', subject: 'Thing' }])
const Id = z.object({ id: z.string().default('none') })

export const handler = middy<APIGatewayProxyEventV2, unknown>().handler(async (event) => {
  const { id } = Id.parse(event.pathParameters ?? {})
  const { Item } = await client.send(new GetCommand({ TableName: 'Table1', Key: { pk: id, sk: id } }))
  const statusCode = ability.can('read', 'Thing') && Item !== undefined ? 200 : 404
  logger.info('request', { requestId: event.requestContext.requestId, status: statusCode })
  return { statusCode, body: JSON.stringify(Item ?? {}) }
})
