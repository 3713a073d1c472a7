import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Message } from '#delivery/model'
import { outboxIn } from '#delivery/readers'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { ask } from '../../infra/local/main/control.ts'
import { readRuntime } from '../../infra/local/main/runtime.ts'
import type { Platform } from './platform.ts'

/** Waits until the platform has handed on all changes, and what follows from them. */
export const drained = async ({ dataDir }: Platform): Promise<void> => {
  await ask(readRuntime(dataDir), { ask: 'drain' })
}

/** Puts a message into the outbox of a running platform, as its functions do, and waits until it was sent or failed. */
export const queueMail = async (platform: Platform, message: Message): Promise<void> => {
  const { endpoints, operator, tables } = readRuntime(platform.dataDir)
  const client = new DynamoDBClient({
    endpoint: endpoints.dynamodb,
    region: operator.region,
    credentials: operator,
  })
  await outboxIn(new DynamoTable(DynamoDBDocumentClient.from(client), tables['DELIVERY_TABLE'] ?? '')).put([
    message,
  ])
  await drained(platform)
}
