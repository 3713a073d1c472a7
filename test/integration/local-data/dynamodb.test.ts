import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readAssembly } from '../../../infra/local/assembly.ts'
import { dynoxideBinary } from '../../../infra/local/dynamodb/binary.ts'
import { type LocalDynamo, startDynamo } from '../../../infra/local/dynamodb.ts'
import { type Caller, readIam } from '../../../infra/local/iam.ts'
import { StartError } from '../../../infra/local/start-error.ts'
import { synthesise } from './fixture-app.ts'
import { OTHER_TABLE, TABLE, WRITER } from './names.ts'

const assembly = readAssembly(synthesise())
const iam = readIam(assembly, 'secret')
const folder = () => mkdtempSync(join(tmpdir(), 'dynamo-'))

const clientOf = (dynamo: LocalDynamo, { credentials }: Pick<Caller, 'credentials'>): DynamoDBClient =>
  new DynamoDBClient({ endpoint: dynamo.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 })

const key = (name: string) => ({ pk: { S: name }, sk: { S: name } })
const put = (name: string, TableName = TABLE) => new PutItemCommand({ TableName, Item: key(name) })
const get = (name: string, TableName = TABLE) =>
  new GetItemCommand({ TableName, Key: key(name), ConsistentRead: true })

describe('the tables of the template', () => {
  let dynamo: LocalDynamo
  let operator: DynamoDBClient
  let writer: DynamoDBClient
  const written: string[] = []

  beforeAll(async () => {
    dynamo = await startDynamo({ assembly, iam, dataDir: folder() })
    dynamo.onWrite((table) => written.push(table))
    operator = clientOf(dynamo, iam.operator)
    writer = clientOf(dynamo, iam.ofFunction(WRITER))
  })

  afterAll(async () => {
    operator.destroy()
    writer.destroy()
    await dynamo.stop()
  })

  afterEach(() => void written.splice(0))

  test('have its keys, indexes, streams and expiry', async () => {
    const { Table } = await operator.send(new DescribeTableCommand({ TableName: TABLE }))
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [{ IndexName: 'gsi1' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    })
    const { TimeToLiveDescription } = await operator.send(new DescribeTimeToLiveCommand({ TableName: TABLE }))
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' })
  })

  test('take what the caller’s role allows, and tell of each write', async () => {
    await writer.send(put('a'))
    const item = { Put: { TableName: TABLE, Item: { ...key('b'), gsi1pk: { S: 'x' }, gsi1sk: { S: 'y' } } } }
    const update = {
      Update: {
        TableName: TABLE,
        Key: key('c'),
        UpdateExpression: 'SET n = :n',
        ExpressionAttributeValues: { ':n': { N: '1' } },
      },
    }
    await writer.send(new TransactWriteItemsCommand({ TransactItems: [item, update] }))
    const { Items } = await writer.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :x',
        ExpressionAttributeValues: { ':x': { S: 'x' } },
      }),
    )
    expect(Items).toMatchObject([key('b')])
    expect((await writer.send(get('a'))).Item).toEqual(key('a'))
    expect((await writer.send(get('a', OTHER_TABLE))).Item).toBeUndefined()
    expect(written).toEqual([TABLE, TABLE])
  })

  const arn = (rest: string) => `arn:aws:dynamodb:eu-central-1:000000000000:table/${rest}`
  test.each([
    ['another table', put('a', OTHER_TABLE), 'dynamodb:PutItem', arn(OTHER_TABLE)],
    [
      'one item of a transaction',
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: key('t') } },
          { Delete: { TableName: TABLE, Key: key('a') } },
        ],
      }),
      'dynamodb:DeleteItem',
      arn(TABLE),
    ],
    [
      'one condition of a transaction',
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: key('t') } },
          {
            ConditionCheck: {
              TableName: OTHER_TABLE,
              Key: key('a'),
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
        ],
      }),
      'dynamodb:ConditionCheckItem',
      arn(OTHER_TABLE),
    ],
    [
      'a batch of writes',
      new BatchWriteItemCommand({ RequestItems: { [TABLE]: [{ PutRequest: { Item: key('t') } }] } }),
      'dynamodb:BatchWriteItem',
      arn(TABLE),
    ],
    [
      'one table of a batch',
      new BatchGetItemCommand({
        RequestItems: { [TABLE]: { Keys: [key('a')] }, [OTHER_TABLE]: { Keys: [key('a')] } },
      }),
      'dynamodb:BatchGetItem',
      arn(OTHER_TABLE),
    ],
    [
      'another index',
      new QueryCommand({ TableName: TABLE, IndexName: 'gsi2', KeyConditionExpression: 'gsi2pk = :x' }),
      'dynamodb:Query',
      arn(`${TABLE}/index/gsi2`),
    ],
    ['a scan', new ScanCommand({ TableName: TABLE }), 'dynamodb:Scan', arn(TABLE)],
    [
      'a statement',
      new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TABLE}"` }),
      'dynamodb:ExecuteStatement',
      '*',
    ],
  ])('refuse %s', async (_, command, action, resource) => {
    // The union of the commands has no common signature of `send`.
    const sent = writer.send(command as PutItemCommand)
    await expect(sent).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${iam.ofFunction(WRITER).arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      $metadata: { httpStatusCode: 400 },
    })
    expect((await operator.send(get('t'))).Item).toBeUndefined()
    expect(written).toEqual([])
  })

  test('answer a transaction within the caller’s role by each item', async () => {
    const items = [
      { Get: { TableName: TABLE, Key: key('a') } },
      { Get: { TableName: OTHER_TABLE, Key: key('a') } },
    ]
    const { Responses } = await writer.send(new TransactGetItemsCommand({ TransactItems: items }))
    expect(Responses).toHaveLength(2)
  })

  test('answer nobody without a known key, and nothing that is no request', async () => {
    const stranger = clientOf(dynamo, { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } })
    await expect(stranger.send(get('a'))).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
    stranger.destroy()
    const authorization = `AWS4-HMAC-SHA256 Credential=${iam.operator.credentials.accessKeyId}/20260101/x`
    const headers = { authorization, 'x-amz-target': 'DynamoDB_20120810.GetItem' }
    const malformed = await fetch(dynamo.endpoint, { method: 'POST', headers, body: '{' })
    expect(malformed.status).toBe(400)
    expect(await malformed.json()).toMatchObject({
      __type: 'com.amazon.coral.service#SerializationException',
    })
  })

  test('count the request units of each caller only when asked', async () => {
    await operator.send(put('counted'))
    expect(dynamo.capacity.read()).toEqual([])
    dynamo.capacity.start()
    await operator.send(put('counted'))
    const read = await writer.send(get('counted'))
    await writer
      .send(new GetItemCommand({ TableName: TABLE, Key: key('counted'), ReturnConsumedCapacity: 'TOTAL' }))
      .then(({ ConsumedCapacity }) =>
        expect(ConsumedCapacity).toMatchObject({ TableName: TABLE, CapacityUnits: 0.5 }),
      )
    expect(read.ConsumedCapacity).toBeUndefined()
    const expected = [
      { caller: 'operator', table: TABLE, reads: 0, writes: 1, requests: 1 },
      { caller: WRITER, table: TABLE, reads: 1.5, writes: 0, requests: 2 },
    ]
    expect(dynamo.capacity.read()).toEqual(expected)
    const url = `${dynamo.endpoint}/_capacity`
    expect(await (await fetch(url)).json()).toEqual(expected)
    expect(await (await fetch(url, { method: 'PUT' })).json()).toEqual([])
    await operator.send(put('counted'))
    expect(await (await fetch(url, { method: 'DELETE' })).json()).toHaveLength(1)
    expect(dynamo.capacity.counting).toBe(false)
  })
})

describe('the data', () => {
  test('are there again after a restart, and take new indexes of the template', async () => {
    const dataDir = folder()
    const first = await startDynamo({ assembly, iam, dataDir })
    const before = clientOf(first, iam.operator)
    const Item = { ...key('kept'), gsi2pk: { S: 'x' }, gsi2sk: { S: 'y' } }
    await before.send(new PutItemCommand({ TableName: TABLE, Item }))
    before.destroy()
    await first.stop()

    const grown = readAssembly(synthesise({ indexes: ['gsi1', 'gsi2'] }))
    const second = await startDynamo({ assembly: grown, iam, dataDir })
    const after = clientOf(second, iam.operator)
    expect((await after.send(get('kept'))).Item).toEqual(Item)
    const { Items } = await after.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: 'gsi2',
        KeyConditionExpression: 'gsi2pk = :x',
        ExpressionAttributeValues: { ':x': { S: 'x' } },
      }),
    )
    expect(Items).toEqual([Item])
    after.destroy()
    await second.stop()
  })

  test('with other keys than the template’s are refused', async () => {
    const dataDir = folder()
    await (await startDynamo({ assembly, iam, dataDir })).stop()
    const changed = readAssembly(synthesise({ sortKey: 'range' }))
    await expect(startDynamo({ assembly: changed, iam, dataDir })).rejects.toThrow(
      new StartError(`The table ${TABLE} has other keys than the template says; start over with --reset`),
    )
  })

  test('that are damaged are named, with what to do', async () => {
    const dataDir = folder()
    mkdirSync(join(dataDir, 'dynamodb'))
    const file = join(dataDir, 'dynamodb', 'tables.sqlite')
    writeFileSync(file, 'this was a database once, and is now some text that is no database at all')
    const starting = startDynamo({ assembly, iam, dataDir })
    await expect(starting).rejects.toBeInstanceOf(StartError)
    await expect(starting).rejects.toThrow(
      `The local database ${file} cannot be used (file is not a database); put back a copy of it, or start over with --reset`,
    )
  })

  test('need a folder', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    await expect(startDynamo({ assembly, iam, dataDir: file })).rejects.toThrow(/cannot be made/)
  })
})

describe('the database program', () => {
  test('is asked for by name when it is missing', () => {
    expect(() => dynoxideBinary('linux', 'riscv64')).toThrow(
      new StartError(
        'The local database has no program for linux-riscv64 in node_modules; run: npm install --no-save @dynoxide/linux-riscv64@1.2.1 (or set DYNAMODB_ENDPOINT to a DynamoDB that runs elsewhere)',
      ),
    )
  })

  test('may run elsewhere', async () => {
    const owner = await startDynamo({ assembly, iam, dataDir: folder() })
    const guest = await startDynamo({ assembly, iam, dataDir: folder(), engineEndpoint: owner.engine })
    const [a, b] = [clientOf(owner, iam.operator), clientOf(guest, iam.operator)]
    await a.send(put('shared'))
    expect((await b.send(get('shared'))).Item).toEqual(key('shared'))
    a.destroy()
    b.destroy()
    await guest.stop()
    expect((await fetch(owner.engine)).status).toBeGreaterThan(0)
    await owner.stop()
  })

  test('that does not answer stops the start', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await new Promise((resolve) => server.close(resolve))
    const engineEndpoint = `http://127.0.0.1:${port}`
    await expect(startDynamo({ assembly, iam, dataDir: folder(), engineEndpoint })).rejects.toThrow(
      /cannot be made: .*ECONNREFUSED/,
    )
  })
})
