import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { readAssembly } from '../../../infra/local/assembly.ts'
import { dynoxideBinary } from '../../../infra/local/dynamodb/binary.ts'
import { startEngine } from '../../../infra/local/dynamodb/engine.ts'
import { callEngine } from '../../../infra/local/dynamodb/engine-client.ts'
import { startDynamo } from '../../../infra/local/dynamodb.ts'
import { readIam } from '../../../infra/local/iam.ts'
import type { StartError } from '../../../infra/local/start-error.ts'
import { synthesise } from './fixture-app.ts'
import { TABLE } from './names.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'engine-'))
const application = synthesise()
const assembly = readAssembly(application)
const iam = readIam(assembly, 'secret')

const isDown = (endpoint: string) => expect(fetch(endpoint)).rejects.toThrow()

/** Lets a process write until it said so many numbers, and kills it in the middle of its work. */
const writeAndKill = async (dataDir: string, from: number, count: number) => {
  const script = fileURLToPath(new URL('writer-process.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [script, application, dataDir, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let engine = ''
  let acknowledged = from - 1
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    const [word, value = ''] = line.split(' ')
    if (word === 'engine') engine = value
    else acknowledged = Number(value)
    if (acknowledged === from + count - 1) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return { engine, acknowledged }
}

test('a killed platform loses no acknowledged write and leaves no database running', async () => {
  const dataDir = folder()
  let last = 0
  for (const count of [25, 40]) {
    const { engine, acknowledged } = await writeAndKill(dataDir, last + 1, count)
    expect(acknowledged).toBeGreaterThanOrEqual(last + count)
    last = acknowledged
    await vi.waitFor(() => isDown(engine), { timeout: 60_000, interval: 20 })
  }
  const dynamo = await startDynamo({ assembly, iam, dataDir })
  const { endpoint } = dynamo
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: iam.operator.credentials,
  })
  const found = new Set<number>()
  const query = {
    TableName: TABLE,
    KeyConditionExpression: 'pk = :n',
    ExpressionAttributeValues: { ':n': { S: 'n' } },
  }
  for await (const { Items } of paginateQuery({ client }, query)) {
    for (const item of Items ?? []) found.add(Number(item['sk']?.S))
  }
  client.destroy()
  await dynamo.stop()
  const all = Array.from({ length: last }, (_, index) => index + 1)
  expect(all.filter((n) => !found.has(n))).toEqual([])
})

test('a database that ends by itself is reported once; one that is stopped is not', async () => {
  const crashes: StartError[] = []
  const onCrash = (error: StartError) => crashes.push(error)
  const stopped = await startEngine({ folder: folder(), onCrash })
  await stopped.stop()
  await isDown(stopped.endpoint)
  expect(crashes).toEqual([])

  const crashing = await startEngine({ folder: folder(), onCrash })
  process.kill(crashing.pid, 'SIGKILL')
  await vi.waitFor(() => expect(crashes).toHaveLength(1), { timeout: 60_000, interval: 20 })
  expect(crashes[0]?.message).toMatch(/The local database ended by itself/)
  await crashing.stop()
})

test('a program that does not start says why, and is no crash', async () => {
  const data = folder()
  const binary = join(data, 'broken')
  writeFileSync(binary, '#!/bin/sh\necho "no room for a database" >&2\nexit 3\n', { mode: 0o755 })
  const crashes: StartError[] = []
  const starting = startEngine({ folder: data, binary, onCrash: (error) => crashes.push(error) })
  await expect(starting).rejects.toThrow('The local database did not start: no room for a database')
  expect(crashes).toEqual([])
})

test('a program that does not listen to reason is killed', async () => {
  const data = folder()
  const binary = join(data, 'stubborn')
  const lines = ['#!/bin/sh', 'trap "" TERM', `"${dynoxideBinary()}" "$@" & wait; sleep 60 & wait`]
  writeFileSync(binary, lines.join('\n'), { mode: 0o755 })
  const engine = await startEngine({ folder: data, binary, onCrash: () => undefined })
  await engine.stop()
  await vi.waitFor(() => isDown(engine.endpoint), { timeout: 60_000, interval: 20 })
})

test('a port that is taken in the last moment is replaced by another', async () => {
  const data = folder()
  const binary = join(data, 'unlucky')
  const lines = [
    '#!/bin/sh',
    `if [ ! -f "${data}/tried" ]; then touch "${data}/tried"; echo "port $5 is already in use" >&2; exit 1; fi`,
    `exec "${dynoxideBinary()}" "$@"`,
  ]
  writeFileSync(binary, lines.join('\n'), { mode: 0o755 })
  const engine = await startEngine({ folder: data, binary, onCrash: () => undefined })
  expect((await fetch(engine.endpoint)).status).toBeGreaterThan(0)
  await engine.stop()
  expect(existsSync(join(data, 'tried'))).toBe(true)
})

test('streams have the index that keeps writing steady, and forget what is older than a day', async () => {
  const data = folder()
  const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType })
  const first = await startEngine({ folder: data, onCrash: () => undefined })
  const put = (endpoint: string, name: string) =>
    callEngine(endpoint, 'PutItem', { TableName: 'streamed', Item: { pk: { S: name } } }, z.unknown())
  const definition = {
    TableName: 'streamed',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [key('pk', 'HASH')],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  }
  await callEngine(first.endpoint, 'CreateTable', definition, z.unknown())
  for (const name of ['a', 'b', 'c']) await put(first.endpoint, name)
  await first.stop()

  const tomorrow = new Date(Date.now() + 25 * 60 * 60 * 1000)
  const second = await startEngine({ folder: data, onCrash: () => undefined, now: tomorrow })
  await put(second.endpoint, 'd')
  await second.stop()

  const database = new DatabaseSync(join(data, 'tables.sqlite'))
  const rows = database.prepare('SELECT sequence_number FROM _stream_records ORDER BY id').all()
  expect(rows.map((row) => row['sequence_number'])).toEqual(['3', '4'])
  const plan = database
    .prepare(
      `EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'streamed'`,
    )
    .all()
  database.close()
  expect(JSON.stringify(plan)).toContain('USING COVERING INDEX _stream_records_by_sequence')
})
