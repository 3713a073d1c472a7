import * as z from 'zod'
import { callEngine, EngineError } from '../dynamodb/engine-client.ts'

/** One change of an item, as DynamoDB Streams tells it. */
export const StreamRecord = z.looseObject({
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    /** Seconds since the epoch. */
    ApproximateCreationDateTime: z.number(),
  }),
  userIdentity: z.looseObject({}).optional(),
})
export type StreamRecord = z.output<typeof StreamRecord>

/** Reads one table's stream from the engine. */
export class StreamReader {
  readonly #engine: string
  readonly #arn: string

  private constructor(engine: string, arn: string) {
    this.#engine = engine
    this.#arn = arn
  }

  /** @throws Error when the table has no stream */
  static async of(engine: string, tableName: string): Promise<StreamReader> {
    const { Table } = await callEngine(engine, 'DescribeTable', { TableName: tableName }, Described)
    return new StreamReader(engine, Table.LatestStreamArn)
  }

  /** The engine's own name of the stream: another one after the data were thrown away. */
  get arn(): string {
    return this.#arn
  }

  /** Shards, parents before children. */
  async shards(): Promise<readonly string[]> {
    const { StreamDescription } = await this.#call('DescribeStream', { StreamArn: this.#arn }, Stream)
    return StreamDescription.Shards.map(({ ShardId }) => ShardId)
  }

  /** At most `limit` records of a shard after a sequence number, or the oldest there are. */
  async records(shard: string, after: string | undefined, limit: number): Promise<readonly StreamRecord[]> {
    const { ShardIterator } = await this.#iterator(shard, after)
    const input = { ShardIterator, Limit: Math.min(limit, LARGEST_PAGE) }
    return (await this.#call('GetRecords', input, Page)).Records
  }

  async #iterator(shard: string, after: string | undefined): Promise<z.output<typeof Iterator>> {
    const input = { StreamArn: this.#arn, ShardId: shard }
    const oldest = { ...input, ShardIteratorType: 'TRIM_HORIZON' }
    if (after === undefined) return this.#call('GetShardIterator', oldest, Iterator)
    try {
      const next = { ...input, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
      return await this.#call('GetShardIterator', next, Iterator)
    } catch (error) {
      // The stream forgot the position: go on with the oldest record it still has.
      if (error instanceof EngineError && error.code === 'TrimmedDataAccessException') {
        return this.#call('GetShardIterator', oldest, Iterator)
      }
      throw error
    }
  }

  #call<S extends z.ZodType>(operation: string, input: object, output: S): Promise<z.output<S>> {
    return callEngine(this.#engine, `DynamoDBStreams_20120810.${operation}`, input, output)
  }
}

/** GetRecords gives no more at once. */
const LARGEST_PAGE = 1_000

const Described = z.object({ Table: z.object({ LatestStreamArn: z.string() }) })
const Stream = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
})
const Iterator = z.object({ ShardIterator: z.string() })
const Page = z.object({ Records: z.array(StreamRecord) })
