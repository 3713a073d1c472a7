import { createHash, randomUUID } from 'node:crypto'
import * as z from 'zod'
import { REGION } from '../assembly.ts'
import type { Mapping } from './mapping.ts'
import type { StreamRecord } from './stream-reader.ts'

/** A function's answer, or why there is none. */
export type Invocation =
  | { readonly payload: unknown; readonly error?: undefined }
  | {
      readonly payload?: undefined
      readonly error: { readonly errorType: string; readonly errorMessage: string }
    }

/** Why records are not given to the function any more. */
export type GivenUp = 'RetryAttemptsExhausted' | 'RecordAgeExceeded'

/** The event that Lambda calls the function with. */
export const streamEvent = (mapping: Mapping, records: readonly StreamRecord[]) => ({
  Records: records.map(({ eventName, dynamodb, userIdentity }) => ({
    eventID: createHash('md5').update(`${mapping.streamArn} ${dynamodb.SequenceNumber}`).digest('hex'),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    dynamodb: { ...dynamodb, StreamViewType: mapping.streamViewType },
    ...(userIdentity && { userIdentity }),
    eventSourceARN: mapping.streamArn,
  })),
})

const Answer = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
})

/** The index of the first record that is not done; `undefined` when all are. An answer that names a record
 *  outside the batch, or none, counts as a failure of the whole batch, and an empty one as success: the table in
 *  AWS Lambda's guide, Configuring partial batch response with DynamoDB and Lambda. */
export const firstFailure = (
  { reportsFailures }: Pick<Mapping, 'reportsFailures'>,
  records: readonly StreamRecord[],
  { payload, error }: Invocation,
): number | undefined => {
  if (error) return 0
  if (!reportsFailures || payload === null || payload === undefined) return undefined
  if (typeof payload !== 'object') return undefined
  const parsed = Answer.safeParse(payload)
  if (!parsed.success) return 0
  const failures = parsed.data.batchItemFailures ?? []
  if (failures.length === 0) return undefined
  const indexes = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  )
  return Math.max(0, Math.min(...indexes))
}

interface Failure {
  readonly mapping: Mapping
  readonly shard: string
  readonly records: readonly StreamRecord[]
  readonly condition: GivenUp
  readonly invokeCount: number
  readonly invocation: Invocation | undefined
  readonly at: Date
}

/** The document that Lambda writes to the failures bucket, and its key. `payload` is the whole event as text: what
 *  a redrive calls the function with. */
export const failureDocument = (failure: Failure): { readonly key: string; readonly body: string } => {
  const { mapping, shard, records, at, invocation } = failure
  const arrivals = records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime)
  const instant = (seconds: number | undefined) => new Date((seconds ?? 0) * 1000).toISOString()
  const time = at.toISOString()
  const document = {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      condition: failure.condition,
      approximateInvokeCount: failure.invokeCount,
    },
    responseContext: invocation && {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: invocation.error ? 'Unhandled' : null,
    },
    version: '1.0',
    timestamp: time,
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: instant(arrivals[0]),
      approximateArrivalOfLastRecord: instant(arrivals.at(-1)),
      batchSize: records.length,
      streamArn: mapping.streamArn,
    },
    payload: JSON.stringify(streamEvent(mapping, records)),
  }
  const day = time.slice(0, 10).replaceAll('-', '/')
  const moment = time.slice(0, 19).replaceAll(':', '.')
  return {
    key: `aws/lambda/${mapping.id}/${shard}/${day}/${moment}-${randomUUID()}`,
    body: JSON.stringify(document),
  }
}
