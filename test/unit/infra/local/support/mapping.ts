import type { Mapping } from '../../../../../infra/local/streams/mapping.ts'
import type { StreamRecord } from '../../../../../infra/local/streams/stream-reader.ts'

/** A mapping as the platform's own: partial answers, halving, five retries, failures kept. */
export const mapping = (rest: Partial<Mapping> = {}): Mapping => ({
  id: '11111111-2222-3333-4444-555555555555',
  path: 'test/Jobs/consumer/Mapping',
  functionName: 'consumer',
  functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:consumer',
  tableName: 'app-Table',
  streamArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/app-Table/stream/1',
  streamViewType: 'NEW_AND_OLD_IMAGES',
  batchSize: 10,
  retries: 5,
  maximumAgeSeconds: Number.POSITIVE_INFINITY,
  bisects: true,
  reportsFailures: true,
  failuresBucket: 'failures',
  startingPosition: 'TRIM_HORIZON',
  ...rest,
})

/** The change with this sequence number, made at the given second. */
export const change = (sequence: number, second = 1_000): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: String(sequence),
    ApproximateCreationDateTime: second,
    Keys: { pk: { S: `item-${sequence}` } },
  },
})
