import { marshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { MemoryTable } from '#kernel/memory-table'
import type { Item, Key, Write } from '#kernel/table'

/** Consumers of a table's stream, as Lambda calls them. */
export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<{
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}>

// The event's own types and the SDK's describe the same wire format under two names.
const image = (item: Item) => marshall(item) as Record<string, AttributeValue>

/** A table in memory whose changes can be taken as DynamoDB's stream tells of them. */
export class StreamedTable extends MemoryTable {
  readonly #name: string
  readonly #changes: DynamoDBRecord[] = []
  #sequence = 0

  constructor(name: string) {
    super()
    this.#name = name
  }

  override async write(writes: readonly Write[]): Promise<void> {
    const keys = writes.flatMap((write) =>
      'put' in write ? [write.put] : 'delete' in write ? [write.delete] : [],
    )
    const before = await Promise.all(keys.map((key) => this.get(key)))
    await super.write(writes)
    for (const [place, key] of keys.entries()) await this.#note(key, before[place])
  }

  /** The changes since they were taken last. */
  taken(): DynamoDBRecord[] {
    return this.#changes.splice(0)
  }

  async #note({ pk, sk }: Key, before: Item | undefined): Promise<void> {
    const after = await this.get({ pk, sk })
    this.#sequence += 1
    this.#changes.push({
      eventID: `${this.#name}-${this.#sequence}`,
      eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
      eventSourceARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${this.#name}/stream/1`,
      dynamodb: {
        SequenceNumber: String(this.#sequence),
        ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
        ...(before !== undefined && { OldImage: image(before) }),
        ...(after !== undefined && { NewImage: image(after) }),
      },
    })
  }
}
