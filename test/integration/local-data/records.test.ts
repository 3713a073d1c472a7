import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DescribeTimeToLiveCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, expect, test } from 'vitest'
import { readAssembly } from '../../../infra/local/assembly.ts'
import { startEngine } from '../../../infra/local/dynamodb/engine.ts'
import { importRecords, type Records } from '../../../infra/local/dynamodb/records.ts'
import { type LocalDynamo, startDynamo } from '../../../infra/local/dynamodb.ts'
import { readIam } from '../../../infra/local/iam.ts'
import { StartError } from '../../../infra/local/start-error.ts'
import { StreamReader } from '../../../infra/local/streams/stream-reader.ts'
import { synthesise } from './fixture-app.ts'
import { OTHER_TABLE, TABLE } from './names.ts'

const assembly = readAssembly(synthesise())
const iam = readIam(assembly, 'secret')
const folder = () => mkdtempSync(join(tmpdir(), 'records-'))

const record = (number: number) => ({
  pk: `item-${String(number).padStart(3, '0')}`,
  sk: 'Тест',
  share: 0.125,
  parts: [{ name: 'a', none: null }],
})
/** More than one transaction holds. */
const RECORDS = Array.from({ length: 250 }, (_, number) => record(number))
const beginning: Records = new Map([[TABLE, RECORDS]])

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const running = async (options: Omit<Parameters<typeof startDynamo>[0], 'assembly' | 'iam'>) => {
  const dynamo = await startDynamo({ assembly, iam, ...options })
  ends.push(() => dynamo.stop())
  return dynamo
}

const asked = async (dynamo: LocalDynamo) => {
  const { credentials } = iam.operator
  const client = new DynamoDBClient({ endpoint: dynamo.endpoint, region: 'eu-central-1', credentials })
  ends.push(async () => client.destroy())
  const documents = DynamoDBDocumentClient.from(client)
  const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLE }))
  return { client, documents, names: Items.map(({ pk }) => pk?.S).sort() }
}

const streamed = async (dynamo: LocalDynamo, table: string): Promise<number> => {
  const reader = await StreamReader.of(dynamo.engine, table)
  const pages = await Promise.all(
    (await reader.shards()).map((shard) => reader.records(shard, undefined, 100)),
  )
  return pages.flat().length
}

const elsewhere = async () => {
  const engine = await startEngine({ folder: folder(), onCrash: () => {} })
  ends.push(() => engine.stop())
  return { dataDir: folder(), engineEndpoint: engine.endpoint }
}

test.each([
  { where: 'here', options: async () => ({ dataDir: folder() }) },
  { where: 'in a database that runs elsewhere', options: elsewhere },
])('tables begin with records of which no stream tells, $where', async ({ options }) => {
  const dynamo = await running({ ...(await options()), beginning })
  const { client, documents, names } = await asked(dynamo)
  expect(names).toEqual(RECORDS.map(({ pk }) => pk))
  expect((await client.send(new ScanCommand({ TableName: OTHER_TABLE }))).Count).toBe(0)
  const expiry = await client.send(new DescribeTimeToLiveCommand({ TableName: TABLE }))
  expect(expiry.TimeToLiveDescription?.TimeToLiveStatus).toBe('ENABLED')
  expect(await streamed(dynamo, TABLE)).toBe(0)
  await documents.send(new PutCommand({ TableName: TABLE, Item: record(1000) }))
  expect(await streamed(dynamo, TABLE)).toBe(1)
})

test('tables that are there stay as they are', async () => {
  const dataDir = folder()
  const first = await startDynamo({ assembly, iam, dataDir })
  await first.stop()
  expect((await asked(await running({ dataDir, beginning }))).names).toEqual([])

  const { engineEndpoint } = await elsewhere()
  await running({ dataDir: folder(), engineEndpoint })
  expect((await asked(await running({ dataDir: folder(), engineEndpoint, beginning }))).names).toEqual([])
})

test('records that cannot be taken in stop the start, and leave no database', async () => {
  const dataDir = folder()
  const faulty: Records = new Map([[TABLE, [{ pk: 'a' }]]])
  const starting = startDynamo({ assembly, iam, dataDir, beginning: faulty })
  await expect(starting).rejects.toBeInstanceOf(StartError)
  await expect(starting).rejects.toThrow(/^The local database could not take in its first records: .*sk/s)
  expect(existsSync(join(dataDir, 'dynamodb', 'tables.sqlite'))).toBe(false)
  expect((await asked(await running({ dataDir, beginning }))).names).toHaveLength(RECORDS.length)
})

test('what an import left that was broken off is done away with', async () => {
  const dataDir = folder()
  const database = join(dataDir, 'dynamodb')
  mkdirSync(join(database, 'tables.sqlite.import', TABLE, 'data'), { recursive: true })
  writeFileSync(join(database, 'tables.sqlite.import', TABLE, 'data', 'items.json'), '{"Item":')
  writeFileSync(join(database, 'tables.sqlite.new'), 'half')
  expect((await asked(await running({ dataDir, beginning }))).names).toHaveLength(RECORDS.length)
  expect(readdirSync(database).filter((name) => /import|new/.test(name))).toEqual([])
})

test('a program that does not run is told', async () => {
  const file = join(folder(), 'tables.sqlite')
  await expect(importRecords('/nowhere/dynoxide', file, [], beginning)).rejects.toThrow(/ENOENT/)
})
