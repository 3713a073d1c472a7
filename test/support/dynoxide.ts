import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { startEngine } from '../../infra/local/dynamodb/engine.ts'

/** A DynamoDB of one's own on this machine. */
export interface Dynoxide {
  readonly endpoint: string
  readonly client: DynamoDBDocumentClient
  /** Makes a table with the platform's keys and indexes and answers its name. */
  createTable(): Promise<string>
  stop(): Promise<void>
}

const INDEXES = ['gsi1', 'gsi2']

/** Starts Dynoxide on a free port with an empty database that is gone after `stop`. */
export const startDynoxide = async (): Promise<Dynoxide> => {
  const folder = await mkdtemp(join(tmpdir(), 'agglomera-dynoxide-'))
  const engine = await startEngine({
    folder,
    onCrash: (error) => {
      throw error
    },
  })
  const raw = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  let tables = 0
  return {
    endpoint: engine.endpoint,
    client: DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } }),
    createTable: async () => {
      const name = `Table${++tables}`
      await raw.send(tableInput(name))
      return name
    },
    stop: async () => {
      raw.destroy()
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const tableInput = (name: string) => {
  const keys = ['pk', 'sk', ...INDEXES.flatMap((index) => [`${index}pk`, `${index}sk`])]
  const keySchema = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ]
  return new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' as const })),
    KeySchema: keySchema('pk', 'sk'),
    GlobalSecondaryIndexes: INDEXES.map((index) => ({
      IndexName: index,
      KeySchema: keySchema(`${index}pk`, `${index}sk`),
      Projection: { ProjectionType: 'ALL' as const },
    })),
  })
}
