import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { loggable, logger } from '../logger.ts'

/** A change of a record: its images before and after, and a name that is the same however often the change is
 *  delivered. */
export interface RecordChange {
  readonly name: string
  readonly before: Readonly<Record<string, unknown>> | undefined
  readonly after: Readonly<Record<string, unknown>> | undefined
}

/** A consumer of a table's stream: each change is handled by itself, in order. Those that failed are named in the
 *  answer, so that the others are not spoiled: the service delivers again from the first of them, and what fails
 *  to the last ends in the failure destination. What handles changes has to bear repetition. */
export const consumeStream =
  (handle: (change: RecordChange) => Promise<void>) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = []
    for (const record of Records)
      try {
        await handle(changeIn(record))
      } catch (error) {
        logger.error('change not handled', { eventId: record.eventID, error: loggable(error) })
        batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' })
      }
    return { batchItemFailures }
  }

const changeIn = ({ eventID, dynamodb }: DynamoDBRecord): RecordChange => ({
  name: `${dynamodb?.SequenceNumber ?? ''}-${eventID ?? ''}`,
  before: imageIn(dynamodb?.OldImage),
  after: imageIn(dynamodb?.NewImage),
})

// The event's own types and the SDK's describe the same wire format under two names.
const imageIn = (image: Record<string, AttributeValue> | undefined): Record<string, unknown> | undefined =>
  image === undefined ? undefined : unmarshall(image as Parameters<typeof unmarshall>[0])
