import { carryOutRedrive } from '#delivery/failures/carry-out-redrive'
import { HandlingStore } from '#delivery/failures/handling-store'
import { createFailures } from '#delivery/failures/index'
import { failureIdOf, objectKeyOf } from '#delivery/failures/keys'
import { type FailureId, type FunctionAnswer, failureIn } from '#delivery/failures/model'
import type { FoundFailure } from '#delivery/failures/ports'
import { MemoryTable } from '#kernel/memory-table'
import { START } from '../support.ts'

export const SECRET = 'anna@sample.agglomera.invalid'

/** What Lambda writes when it gives up an asynchronous event. */
export const eventDocument = JSON.stringify({
  version: '1.0',
  timestamp: '2026-03-01T09:30:00.123Z',
  requestContext: {
    requestId: '6d5f8f4e-0000-4000-8000-000000000001',
    functionArn:
      'arn:aws:lambda:eu-central-1:111122223333:function:agglomera-prod-events-take-bounce:$LATEST',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: { detail: { bounce: { bouncedRecipients: [{ emailAddress: SECRET }] } } },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'NotOnRecordError', errorMessage: `no message to ${SECRET}` },
})

/** What it writes when it gives up records of a stream: two, of which none was handled. */
export const streamDocument = JSON.stringify({
  version: '1.0',
  timestamp: '2026-03-01T10:00:00.999888Z',
  requestContext: {
    requestId: '6d5f8f4e-0000-4000-8000-000000000002',
    functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:agglomera-prod-streams-follow-register',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 6,
  },
  DDBStreamBatchInfo: {
    shardId: 'shardId-1',
    batchSize: 2,
    streamArn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/agglomera-prod-Registry/stream/2026',
  },
  payload: JSON.stringify({ Records: [{ eventID: '1' }, { eventID: '2' }] }),
})

export const EVENT_KEY =
  'aws/lambda/async/agglomera-prod-events-take-bounce/2026/03/01/2026-03-01T09.30.00-6d5f8f4e-0000-4000-8000-00000000000a'
export const STREAM_KEY =
  'aws/lambda/0a1b2c3d-0000-4000-8000-00000000000b/shardId-1/2026/03/01/2026-03-01T10.00.00-6d5f8f4e-0000-4000-8000-00000000000c'

/** The use cases around a bucket and functions in memory. */
export const failing = (documents: Readonly<Record<string, string>>) => {
  const table = new MemoryTable()
  const objects = new Map(Object.entries(documents))
  const calls: { readonly name: string; readonly event: unknown }[] = []
  const orders: unknown[] = []
  const answers: (FunctionAnswer | Error)[] = []
  let now = START
  const read = (key: string): FoundFailure | undefined => {
    const failure = failureIn(objects.get(key) ?? '')
    return failure && { ...failure, id: failureIdOf(key) }
  }
  const failures = {
    page: async (limit: number, after: Readonly<Record<string, string>> | undefined) => {
      const keys = [...objects.keys()].sort().filter((key) => key > (after?.['key'] ?? ''))
      const page = keys.slice(0, limit)
      const last = page.at(-1)
      return {
        items: page.flatMap((key) => read(key) ?? []),
        next: keys.length > limit && last !== undefined ? { key: last } : undefined,
      }
    },
    find: async (id: FailureId) => read(objectKeyOf(id) ?? ''),
    remove: async (id: FailureId) => void objects.delete(objectKeyOf(id) ?? ''),
  }
  const call = async (name: string, event: unknown): Promise<FunctionAnswer> => {
    calls.push({ name, event })
    const answer = answers.shift() ?? { payload: null }
    if (answer instanceof Error) throw answer
    return answer
  }
  const faults: Error[] = []
  const carryOut = carryOutRedrive({
    failures,
    handlings: new HandlingStore(table),
    functions: { call },
    clock: () => now,
  })
  return {
    table,
    objects,
    /** What functions were called with. */
    calls,
    /** What functions answer next; else they handle what they are given. */
    answers,
    /** What whoever carries out redrives was told. */
    orders,
    /** What happens instead of telling them. */
    faults,
    handlers: createFailures({
      table,
      failures,
      functions: {
        start: async (name, event) => {
          const fault = faults.shift()
          if (fault !== undefined) throw fault
          orders.push([name, event])
        },
      },
      redriver: 'redriver',
    }),
    carryOut: (id: FailureId) => carryOut(id, new Date(now.getTime() + 900_000)),
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000)
      return now
    },
  }
}
