import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { loggable, logger } from '../logger.ts'

/** A change of a record: its images before and after, and a name that is the same however often the change is
 *  delivered. */
export interface RecordChange {
  readonly name: string
  /** The table's name. */
  readonly table: string
  /** Digits; of two changes of one record the later one has the larger number. */
  readonly sequence: string
  /** The second in which the change was made, the same however often it is delivered. */
  readonly at: Date
  readonly before: Readonly<Record<string, unknown>> | undefined
  readonly after: Readonly<Record<string, unknown>> | undefined
}

/** A consumer of a table's stream: each change is handled by itself. Those that failed are named in the answer, so
 *  that the others are not spoiled: the service delivers again from the first of them, and what fails to the last
 *  ends in the failure destination. What handles changes has to bear repetition.
 *  @param options.atOnce how many changes are handled at the same time; with the default of one they are handled in
 *  order */
export const consumeStream =
  (handle: (change: RecordChange) => Promise<void>, { atOnce = 1 }: { readonly atOnce?: number } = {}) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = new Set<DynamoDBRecord>()
    const tried = async (record: DynamoDBRecord): Promise<void> => {
      try {
        await handle(changeIn(record))
      } catch (error) {
        logger.error('change not handled', { eventId: record.eventID, error: loggable(error) })
        failed.add(record)
      }
    }
    for (let start = 0; start < Records.length; start += atOnce)
      await Promise.all(Records.slice(start, start + atOnce).map(tried))
    const batchItemFailures = Records.filter((record) => failed.has(record)).map(({ dynamodb }) => ({
      itemIdentifier: dynamodb?.SequenceNumber ?? '',
    }))
    return { batchItemFailures }
  }

const changeIn = ({ eventID, eventSourceARN, dynamodb }: DynamoDBRecord): RecordChange => ({
  name: `${dynamodb?.SequenceNumber ?? ''}-${eventID ?? ''}`,
  table: eventSourceARN?.split('/')[1] ?? '',
  sequence: dynamodb?.SequenceNumber ?? '',
  at: new Date(Math.floor(dynamodb?.ApproximateCreationDateTime ?? 0) * 1000),
  before: imageIn(dynamodb?.OldImage),
  after: imageIn(dynamodb?.NewImage),
})

// The event's own types and the SDK's describe the same wire format under two names.
const imageIn = (image: Record<string, AttributeValue> | undefined): Record<string, unknown> | undefined =>
  image === undefined ? undefined : unmarshall(image as Parameters<typeof unmarshall>[0])
