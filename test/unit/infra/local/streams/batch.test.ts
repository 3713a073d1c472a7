import { describe, expect, test } from 'vitest'
import { failureDocument, firstFailure, streamEvent } from '../../../../../infra/local/streams/batch.ts'
import { change, mapping } from '../support/mapping.ts'

describe('the first failure of a batch', () => {
  const records = [change(8), change(9), change(10)]
  const failures = (...identifiers: unknown[]) => ({
    payload: { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) },
  })

  test.each([
    ['an empty answer', { payload: {} }],
    ['no answer', { payload: null }],
    ['an empty list', failures()],
    ['a null list', { payload: { batchItemFailures: null } }],
    ['some text', { payload: 'done' }],
  ])('is none after %s', (_, invocation) => {
    expect(firstFailure({ reportsFailures: true }, records, invocation)).toBeUndefined()
  })

  test.each([
    ['an error', { error: { errorType: 'Error', errorMessage: 'no' } }, 0],
    ['one named record', failures('9'), 1],
    ['several, of which the lowest counts by its place and not as text', failures('10', '9'), 1],
    ['the first', failures('8'), 0],
    ['an empty name', failures(''), 0],
    ['a null name', failures(null), 0],
    ['the name of a record from elsewhere', failures('10', '77'), 0],
    ['a list of something else', { payload: { batchItemFailures: [{ id: '9' }] } }, 0],
  ])('after %s', (_, invocation, expected) => {
    expect(firstFailure({ reportsFailures: true }, records, invocation)).toBe(expected)
  })

  test('is not read from the answer when the mapping does not say so', () => {
    expect(firstFailure({ reportsFailures: false }, records, failures('9'))).toBeUndefined()
    const error = { errorType: 'Error', errorMessage: 'no' }
    expect(firstFailure({ reportsFailures: false }, records, { error })).toBe(0)
  })
})

test('an event looks like Lambda’s', () => {
  const { streamArn } = mapping()
  const [record] = streamEvent(mapping(), [change(8)]).Records
  expect(record).toEqual({
    eventID: expect.stringMatching(/^[\da-f]{32}$/),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-central-1',
    dynamodb: {
      Keys: { pk: { S: 'item-8' } },
      SequenceNumber: '8',
      ApproximateCreationDateTime: 1_000,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: streamArn,
  })
  const [expired] = streamEvent(mapping(), [{ ...change(9), userIdentity: { type: 'Service' } }]).Records
  expect(expired).toMatchObject({ userIdentity: { type: 'Service' } })
  expect(expired?.eventID).not.toBe(record?.eventID)
})

test('what is given up is kept with its records under Lambda’s own name', () => {
  const { key, body } = failureDocument({
    mapping: mapping(),
    shard: 'shard-1',
    records: [change(8, 1_000), change(9, 1_001)],
    condition: 'RetryAttemptsExhausted',
    invokeCount: 6,
    invocation: { error: { errorType: 'Error', errorMessage: 'no' } },
    at: new Date('2026-03-04T05:06:07.890Z'),
  })
  expect(key).toMatch(
    /^aws\/lambda\/11111111-2222-3333-4444-555555555555\/shard-1\/2026\/03\/04\/2026-03-04T05\.06\.07-[\da-f-]{36}$/,
  )
  const document: unknown = JSON.parse(body)
  expect(document).toEqual({
    requestContext: {
      requestId: expect.any(String),
      functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:consumer',
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 6,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: '2026-03-04T05:06:07.890Z',
    DDBStreamBatchInfo: {
      shardId: 'shard-1',
      startSequenceNumber: '8',
      endSequenceNumber: '9',
      approximateArrivalOfFirstRecord: '1970-01-01T00:16:40.000Z',
      approximateArrivalOfLastRecord: '1970-01-01T00:16:41.000Z',
      batchSize: 2,
      streamArn: mapping().streamArn,
    },
    payload: JSON.stringify(streamEvent(mapping(), [change(8, 1_000), change(9, 1_001)])),
  })
})
