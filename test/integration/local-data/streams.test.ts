import { mkdtempSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { readAssembly } from '../../../infra/local/assembly.ts'
import { type LocalDynamo, startDynamo } from '../../../infra/local/dynamodb.ts'
import { readIam } from '../../../infra/local/iam.ts'
import { type LocalStreams, startStreams } from '../../../infra/local/streams.ts'
import { synthesise } from './fixture-app.ts'
import { CONSUMER, FAILURES, TABLE } from './names.ts'

const assembly = readAssembly(synthesise())
const iam = readIam(assembly, 'secret')

const Image = z.record(z.string(), z.object({ S: z.string() }))
const Event = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventSourceARN: z.string(),
      dynamodb: z.object({
        SequenceNumber: z.string(),
        Keys: Image,
        NewImage: Image.optional(),
        OldImage: Image.optional(),
      }),
    }),
  ),
})
type Change = z.output<typeof Event>['Records'][number]

let dataDir: string
let dynamo: LocalDynamo
let client: DynamoDBClient
let streams: LocalStreams
let seen: string[]
let calls: { readonly functionName: string; readonly records: readonly Change[] }[]
let kept: { readonly bucket: string; readonly key: string; readonly body: string }[]

const nameOf = ({ dynamodb }: Change) => dynamodb.Keys['pk']?.S ?? ''

/** Names in `poison` make the consumer fail. */
const start = async (poison: readonly string[] = []) => {
  dynamo = await startDynamo({ assembly, iam, dataDir })
  client = new DynamoDBClient({
    endpoint: dynamo.endpoint,
    region: 'eu-central-1',
    credentials: iam.operator.credentials,
  })
  streams = await startStreams({
    assembly,
    iam,
    engine: dynamo.engine,
    dataDir,
    invoke: async (functionName, event) => {
      const records = Event.parse(event).Records
      calls.push({ functionName, records })
      const bad = records.find((record) => poison.includes(nameOf(record)))
      const good = bad ? records.slice(0, records.indexOf(bad)) : records
      seen.push(...good.map(nameOf))
      const batchItemFailures = bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : []
      return { payload: { batchItemFailures } }
    },
    putObject: async (bucket, key, body) => {
      kept.push({ bucket, key, body })
    },
    pause: () => 0,
  })
  dynamo.onWrite(streams.wake)
}

const stop = async () => {
  await streams.stop()
  client.destroy()
  await dynamo.stop()
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'streams-'))
  seen = []
  calls = []
  kept = []
  await start()
})

afterEach(stop)

const item = (name: string, text = '') => ({ pk: { S: name }, sk: { S: name }, text: { S: text } })

const write = async (...names: readonly string[]) => {
  const requests = names.map((name) => ({ PutRequest: { Item: item(name) } }))
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: requests } }))
}

const names = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `item-${from + index}`)

test('work that is passed over reaches no consumer, what comes before and after it does', async () => {
  await write('before')
  await streams.passOver(() => write(...names(1, 20)))
  await write('after')
  await streams.drained()
  expect(seen).toEqual(['before', 'after'])
  await stop()
  await start()
  await streams.drained()
  expect(seen).toEqual(['before', 'after'])
})

test('the consumer gets every change once, in order, with both images', async () => {
  await client.send(new PutItemCommand({ TableName: TABLE, Item: item('a', 'old') }))
  await client.send(new PutItemCommand({ TableName: TABLE, Item: item('a', 'new') }))
  await client.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: { S: 'a' }, sk: { S: 'a' } } }))
  await streams.drained()
  const records = calls.flatMap((call) => call.records)
  expect(calls.every(({ functionName }) => functionName === CONSUMER)).toBe(true)
  expect(
    records.map(({ eventName, dynamodb }) => [
      eventName,
      dynamodb.OldImage?.['text']?.S,
      dynamodb.NewImage?.['text']?.S,
    ]),
  ).toEqual([
    ['INSERT', undefined, 'old'],
    ['MODIFY', 'old', 'new'],
    ['REMOVE', 'new', undefined],
  ])
  expect(records[0]?.eventSourceARN).toMatch(
    /^arn:aws:dynamodb:eu-central-1:000000000000:table\/register\/stream\/2020-01-01T00:00:00\.000$/,
  )
})

test('what was written while nothing ran is handed over at the next start, and nothing twice', async () => {
  await write(...names(1, 25))
  await streams.drained()
  await streams.stop()
  await write(...names(26, 30))
  client.destroy()
  await dynamo.stop()
  await start()
  await streams.drained()
  expect([...seen].sort()).toEqual([...names(1, 30)].sort())
  expect(calls.every(({ records }) => records.length <= 10)).toBe(true)
})

test('one poisoned record ends in the failures bucket, the others are processed', async () => {
  await stop()
  await start(['item-4'])
  await write(...names(1, 9))
  await streams.drained()
  expect([...new Set(seen)].sort()).toEqual(names(1, 9).filter((name) => name !== 'item-4'))
  expect(kept).toHaveLength(1)
  const [{ bucket, key, body } = { bucket: '', key: '', body: '{}' }] = kept
  expect(bucket).toBe(FAILURES)
  expect(key).toMatch(/^aws\/lambda\//)
  const document = z
    .object({
      requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number() }),
      DDBStreamBatchInfo: z.object({ batchSize: z.number() }),
      payload: z.string(),
    })
    .parse(JSON.parse(body))
  expect(document.requestContext).toEqual({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 })
  expect(document.DDBStreamBatchInfo.batchSize).toBe(1)
  expect(Event.parse(JSON.parse(document.payload)).Records.map(nameOf)).toEqual(['item-4'])
})

test('a mapping starts anew when the data were thrown away', async () => {
  await write('before')
  await streams.drained()
  await stop()
  renameSync(join(dataDir, 'dynamodb'), join(dataDir, 'gone'))
  await start()
  await write('after')
  await streams.drained()
  expect(seen).toEqual(['before', 'after'])
})
