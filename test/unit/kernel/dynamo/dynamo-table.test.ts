import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
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
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { DynamoTable, patientRetries } from '#kernel/dynamo/dynamo-table'
import { BusyError, ConflictError, StaleVersionError, UnavailableError } from '#kernel/errors'
import type { Item } from '#kernel/table'

const aws = mockClient(DynamoDBDocumentClient)
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }))
const pauses: number[] = []
const table = new DynamoTable(documents, 'Things', {
  attempts: 4,
  pause: async (attempt) => void pauses.push(attempt),
})

beforeEach(() => {
  aws.reset()
  pauses.length = 0
})

const key = { pk: 'P', sk: 'S' }
const taken = () => new ConflictError({ en: 'taken', ru: 'занято' })
const metadata = { $metadata: {}, message: 'refused' }
const failure = (name: string) => new DynamoDBServiceException({ name, $fault: 'client', ...metadata })
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...metadata, CancellationReasons: codes.map((Code) => ({ Code })) })

const inputs = () => aws.calls().map((call) => call.args[0].input)

describe('what is sent', () => {
  it('reads by key alone, consistently when asked', async () => {
    aws.on(GetCommand).resolves({ Item: { ...key, data: 1 } })
    expect(await table.get({ ...key, ...{ more: true } })).toEqual({ ...key, data: 1 })
    await table.get(key, { consistent: true })
    expect(inputs()).toEqual([
      { TableName: 'Things', Key: key, ConsistentRead: false },
      { TableName: 'Things', Key: key, ConsistentRead: true },
    ])
  })

  it('queries with aliases for every name and value', async () => {
    aws.on(QueryCommand).resolves({ Items: [] })
    await table.query({
      index: 'gsi1',
      pk: 'LIST',
      sk: { beginsWith: 'a' },
      limit: 20,
      descending: true,
      filter: [
        { attribute: 'data.status', in: ['x', 'y'] },
        { attribute: 'data.size', equals: 3 },
        { attribute: 'data.tags', includesAny: ['p', 'q'] },
      ],
      after: { gsi1sk: 'k', pk: 'p', sk: 's' },
    })
    expect(inputs()).toEqual([
      {
        TableName: 'Things',
        IndexName: 'gsi1',
        KeyConditionExpression: '#a0 = :v0 AND begins_with(#a1, :v1)',
        FilterExpression:
          '#a2.#a3 IN (:v2, :v3) AND #a2.#a4 = :v4 AND (contains(#a2.#a5, :v5) OR contains(#a2.#a5, :v6))',
        ExpressionAttributeNames: {
          '#a0': 'gsi1pk',
          '#a1': 'gsi1sk',
          '#a2': 'data',
          '#a3': 'status',
          '#a4': 'size',
          '#a5': 'tags',
        },
        ExpressionAttributeValues: {
          ':v0': 'LIST',
          ':v1': 'a',
          ':v2': 'x',
          ':v3': 'y',
          ':v4': 3,
          ':v5': 'p',
          ':v6': 'q',
        },
        ScanIndexForward: false,
        ConsistentRead: false,
        ReturnConsumedCapacity: 'TOTAL',
        Limit: 50,
        ExclusiveStartKey: { gsi1pk: 'LIST', gsi1sk: 'k', pk: 'p', sk: 's' },
      },
    ])
  })

  it('asks for no more rows than a page has where nothing is filtered', async () => {
    aws
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ pk: 'P', sk: '1' }], LastEvaluatedKey: { pk: 'P', sk: '1' } })
      .resolves({ Items: [{ pk: 'P', sk: '2' }], LastEvaluatedKey: { pk: 'P', sk: '2' } })
    const { items, next } = await table.query({ pk: 'P', limit: 2 })
    expect(items).toHaveLength(2)
    expect(next).toEqual({ sk: '2' })
    expect(inputs()).toMatchObject([{ Limit: 2 }, { Limit: 1, ExclusiveStartKey: { pk: 'P', sk: '1' } }])
  })

  it('reads on behind a filter in growing steps, until about 1 MB was read', async () => {
    aws.on(QueryCommand).resolves({
      Items: [],
      LastEvaluatedKey: { pk: 'P', sk: 'x' },
      ConsumedCapacity: { CapacityUnits: 50 },
    })
    const { items, next } = await table.query({ pk: 'P', limit: 40, filter: [{ attribute: 'a', equals: 1 }] })
    expect(items).toEqual([])
    expect(next).toEqual({ sk: 'x' })
    expect(inputs()).toMatchObject([{ Limit: 80 }, { Limit: 160 }, { Limit: 320 }])
  })

  it('sends one step as one put or deletion, several and checks as a transaction', async () => {
    aws.onAnyCommand().resolves({})
    const item: Item = { ...key, version: 2 }
    await table.write([{ put: item, if: { version: 1 } }])
    await table.write([{ delete: item, if: 'present' }])
    await table.write([
      { put: item, if: 'absent' },
      { check: { pk: 'Q', sk: 'S' } },
      { delete: { pk: 'R', sk: 'S' } },
    ])
    const [put, deletion, transaction] = inputs()
    expect(put).toEqual({
      TableName: 'Things',
      Item: item,
      ConditionExpression: '#a0 = :v0',
      ExpressionAttributeNames: { '#a0': 'version' },
      ExpressionAttributeValues: { ':v0': 1 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    expect(deletion).toEqual({
      TableName: 'Things',
      Key: key,
      ConditionExpression: 'attribute_exists(#a0) AND attribute_not_exists(#a1)',
      ExpressionAttributeNames: { '#a0': 'pk', '#a1': 'deleted' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    expect(transaction).toMatchObject({
      ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
      TransactItems: [
        {
          Put: {
            Item: item,
            ConditionExpression: 'attribute_not_exists(#a0) OR #a1 = :v0',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        { ConditionCheck: { Key: { pk: 'Q', sk: 'S' } } },
        { Delete: { TableName: 'Things', Key: { pk: 'R', sk: 'S' } } },
      ],
    })
  })
})

describe('what an error means', () => {
  const write = () =>
    table.write([{ put: key }, { put: { pk: 'Q', sk: 'S' }, if: 'absent', otherwise: taken }])

  it('is the failing step’s own error, with the record that stood in the way', async () => {
    const met: unknown[] = []
    aws.on(TransactWriteCommand).rejects(
      new TransactionCanceledException({
        ...metadata,
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Item: { pk: { S: 'Q' }, sk: { S: 'S' }, n: { N: '7' } } },
        ],
      }),
    )
    const otherwise = (existing: unknown) => {
      met.push(existing)
      return taken()
    }
    await expect(
      table.write([{ put: key }, { put: { pk: 'Q', sk: 'S' }, if: 'absent', otherwise }]),
    ).rejects.toThrow('taken')
    expect(met).toEqual([{ pk: 'Q', sk: 'S', n: 7 }])
    expect(pauses).toEqual([])
  })

  it('is a stale version where the step says nothing', async () => {
    aws.on(PutCommand).rejects(new ConditionalCheckFailedException(metadata))
    await expect(table.write([{ put: key, if: { version: 1 } }])).rejects.toThrow(StaleVersionError)
  })

  it.each([
    ['a conflict', cancelled('None', 'TransactionConflict'), BusyError],
    ['a conflict beside throttling', cancelled('TransactionConflict', 'ThrottlingError'), BusyError],
    ['throttling', cancelled('None', 'ThrottlingError'), UnavailableError],
    ['too little throughput', cancelled('ProvisionedThroughputExceeded', 'None'), UnavailableError],
    ['its own first sending, still running', failure('TransactionInProgressException'), UnavailableError],
  ])('%s is tried again, and in the end said', async (_name, error, end) => {
    aws.on(TransactWriteCommand).rejects(error)
    await expect(write()).rejects.toThrow(end)
    expect(pauses).toEqual([1, 2, 3])
    aws.reset()
    aws.on(TransactWriteCommand).rejectsOnce(error).resolves({})
    await expect(write()).resolves.toBeUndefined()
  })

  it('a conflict of a single put is tried again too', async () => {
    aws.on(PutCommand).rejectsOnce(failure('TransactionConflictException')).resolves({})
    await expect(table.write([{ put: key }])).resolves.toBeUndefined()
  })

  it('asks for a running transaction under its own token, for a lost one under a new', async () => {
    aws
      .on(TransactWriteCommand)
      .rejectsOnce(failure('TransactionInProgressException'))
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .resolves({})
    await write()
    const tokens = aws.commandCalls(TransactWriteCommand).map((call) => call.args[0].input.ClientRequestToken)
    expect(tokens[0]).toBe(tokens[1])
    expect(tokens[2]).not.toBe(tokens[1])
  })

  it.each([
    [cancelled('ValidationError', 'None')],
    [failure('AccessDeniedException')],
    [failure('ThrottlingException')],
  ])('%s is the caller’s', async (error) => {
    aws.on(TransactWriteCommand).rejects(error)
    await expect(write()).rejects.toBe(error)
    expect(pauses).toEqual([])
  })

  const own = {
    ...key,
    version: 2,
    lastChange: { requestId: 'request-1', at: 'now' },
    data: { list: [1, 'a'] },
  }
  const marshalled = (requestId: string) => ({
    pk: { S: 'P' },
    sk: { S: 'S' },
    version: { N: '2' },
    lastChange: { M: { requestId: { S: requestId }, at: { S: 'now' } } },
    data: { M: { list: { L: [{ N: '1' }, { S: 'a' }] } } },
  })

  it('knows its own put whose first answer got lost', async () => {
    aws
      .on(PutCommand)
      .rejects(new ConditionalCheckFailedException({ ...metadata, Item: marshalled('request-1') }))
    await expect(table.write([{ put: own, if: { version: 1 } }])).resolves.toBeUndefined()
  })

  it('does not take another request’s put, or a derived record, for its own', async () => {
    aws
      .on(PutCommand)
      .rejects(new ConditionalCheckFailedException({ ...metadata, Item: marshalled('request-2') }))
    await expect(table.write([{ put: own, if: { version: 1 } }])).rejects.toThrow(StaleVersionError)
    const guard = { pk: { S: 'P' }, sk: { S: 'S' } }
    aws.on(PutCommand).rejects(new ConditionalCheckFailedException({ ...metadata, Item: guard }))
    await expect(table.write([{ put: key, if: 'absent', otherwise: taken }])).rejects.toThrow('taken')
    aws.on(DeleteCommand).rejects(new ConditionalCheckFailedException({ ...metadata, Item: guard }))
    await expect(table.write([{ delete: key, if: { version: 1 } }])).rejects.toThrow(StaleVersionError)
  })
})

describe('batches', () => {
  it('ask again for what was left', async () => {
    const other = { pk: 'P', sk: 'T' }
    aws
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { Things: [other] }, UnprocessedKeys: { Things: { Keys: [key] } } })
      .resolves({ Responses: { Things: [key] } })
    expect(await table.getAll([key, other])).toEqual([key, other])
    expect(inputs()[1]).toMatchObject({ RequestItems: { Things: { Keys: [key] } } })

    aws
      .on(BatchWriteCommand)
      .resolvesOnce({ UnprocessedItems: { Things: [{ PutRequest: { Item: key } }] } })
      .resolves({})
    await table.writeEach([{ put: key }, { delete: other }])
    expect(inputs()[3]).toEqual({ RequestItems: { Things: [{ PutRequest: { Item: key } }] } })
    expect(pauses).toEqual([1, 1])
  })

  it('write 25 at once', async () => {
    aws.on(BatchWriteCommand).resolves({})
    await table.writeEach(Array.from({ length: 60 }, (_, n) => ({ put: { pk: 'P', sk: String(n) } })))
    const sizes = aws
      .commandCalls(BatchWriteCommand)
      .map((call) => call.args[0].input.RequestItems?.['Things']?.length)
    expect(sizes).toEqual([25, 25, 10])
  })

  it('give up as unavailable', async () => {
    aws.on(BatchGetCommand).resolves({ UnprocessedKeys: { Things: { Keys: [key] } } })
    await expect(table.getAll([key])).rejects.toThrow(UnavailableError)
    aws.on(BatchWriteCommand).resolves({ UnprocessedItems: { Things: [{ PutRequest: { Item: key } }] } })
    await expect(table.writeEach([{ put: key }])).rejects.toThrow(UnavailableError)
  })
})

describe('patience', () => {
  it('lasts 30 attempts', () => {
    expect(patientRetries.attempts).toBe(30)
  })
})
