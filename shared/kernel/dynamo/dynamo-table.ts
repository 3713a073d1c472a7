import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { BusyError, StaleVersionError } from '../errors.ts'
import type { Item, Key, QueryResult, Table, TableQuery, Write } from '../table.ts'
import { conditionExpression, queryExpressions } from './expressions.ts'

/** How lost races are tried again: attempts, and the pause before each (full jitter below a growing ceiling). */
export interface Retries {
  readonly attempts: number
  pause(attempt: number): Promise<void>
}

/** 30 attempts: 20 clients taking 200 numbers from one counter needed 786 in all. */
export const patientRetries: Retries = {
  attempts: 30,
  pause: (attempt) =>
    new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(250, 5 * 2 ** Math.min(attempt, 6)))),
}

/** 1 MB of eventually consistent reading, in capacity units of 4 KB at one half each. */
const FILTERED_READ_LIMIT = 128

/** The table port on DynamoDB. */
export class DynamoTable implements Table {
  readonly #client: DynamoDBDocumentClient
  readonly #name: string
  readonly #retries: Retries

  constructor(client: DynamoDBDocumentClient, name: string, retries: Retries = patientRetries) {
    this.#client = client
    this.#name = name
    this.#retries = retries
  }

  async get(key: Key, options: { readonly consistent?: boolean } = {}): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#name,
        Key: { pk: key.pk, sk: key.sk },
        ConsistentRead: options.consistent ?? false,
      }),
    )
    return Item === undefined ? undefined : asItem(Item)
  }

  async getAll(keys: readonly Key[], options: { readonly consistent?: boolean } = {}): Promise<readonly Item[]> {
    const found = new Map<string, Item>()
    let open: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }))
    for (let attempt = 0; open.length > 0; attempt++) {
      if (attempt > 0) await this.#pauseOrGiveUp(attempt)
      const { Responses, UnprocessedKeys } = await this.#client.send(
        new BatchGetCommand({
          RequestItems: { [this.#name]: { Keys: open, ConsistentRead: options.consistent ?? false } },
        }),
      )
      for (const raw of Responses?.[this.#name] ?? []) {
        const item = asItem(raw)
        found.set(`${item.pk}\n${item.sk}`, item)
      }
      open = UnprocessedKeys?.[this.#name]?.Keys ?? []
    }
    return keys.map(({ pk, sk }) => found.get(`${pk}\n${sk}`)).filter((item) => item !== undefined)
  }

  async query(query: TableQuery): Promise<QueryResult> {
    const { key, filter, names, values } = queryExpressions(query)
    const partition = query.index === undefined ? 'pk' : `${query.index}pk`
    const input: QueryCommandInput = {
      TableName: this.#name,
      ...(query.index && { IndexName: query.index }),
      KeyConditionExpression: key,
      ...(filter && { FilterExpression: filter, ReturnConsumedCapacity: 'TOTAL' }),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ScanIndexForward: !(query.descending ?? false),
      ConsistentRead: query.consistent ?? false,
    }
    const items: Item[] = []
    let start: Record<string, unknown> | undefined = query.after && { ...query.after, [partition]: query.pk }
    let units = 0
    do {
      const missing = query.limit - items.length
      const page = await this.#client.send(
        new QueryCommand({
          ...input,
          // Behind a filter most rows may fall out: read on in larger steps.
          Limit: filter === undefined ? missing : Math.max(missing, 200),
          ...(start && { ExclusiveStartKey: start }),
        }),
      )
      const matching = (page.Items ?? []).map(asItem)
      items.push(...matching.slice(0, missing))
      const last = items.at(-1)
      if (matching.length > missing && last !== undefined) return { items, next: positionOf(last, query) }
      start = page.LastEvaluatedKey
      units += page.ConsumedCapacity?.CapacityUnits ?? 0
    } while (start !== undefined && items.length < query.limit && units < FILTERED_READ_LIMIT)
    if (start === undefined) return { items }
    const { [partition]: _rebuilt, ...position } = start
    return { items, next: strings(position) }
  }

  async write(writes: readonly Write[]): Promise<void> {
    const [first] = writes
    if (first === undefined) return
    const single = writes.length === 1 && !('check' in first)
    for (let attempt = 1; ; attempt++) {
      try {
        await (single ? this.#writeOne(first) : this.#client.send(transaction(this.#name, writes)))
        return
      } catch (error) {
        const verdict = lostRace(error, writes)
        if (verdict !== 'again') throw verdict
      }
      await this.#pauseOrGiveUp(attempt)
    }
  }

  async writeEach(writes: readonly ({ readonly put: Item } | { readonly delete: Key })[]): Promise<void> {
    for (let offset = 0; offset < writes.length; offset += 25) {
      type Requests = NonNullable<ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']>[string]
      let open: Requests = writes
        .slice(offset, offset + 25)
        .map((write) =>
          'put' in write ? { PutRequest: { Item: write.put } } : { DeleteRequest: { Key: { ...write.delete } } },
        )
      for (let attempt = 0; open.length > 0; attempt++) {
        if (attempt > 0) await this.#pauseOrGiveUp(attempt)
        const { UnprocessedItems } = await this.#client.send(
          new BatchWriteCommand({ RequestItems: { [this.#name]: open } }),
        )
        open = UnprocessedItems?.[this.#name] ?? []
      }
    }
  }

  #writeOne(write: Write) {
    const condition = write.if === undefined ? {} : conditionInput(write.if)
    if ('put' in write) return this.#client.send(new PutCommand({ TableName: this.#name, Item: write.put, ...condition }))
    const key = 'delete' in write ? write.delete : write.check
    return this.#client.send(new DeleteCommand({ TableName: this.#name, Key: { ...key }, ...condition }))
  }

  async #pauseOrGiveUp(attempt: number): Promise<void> {
    if (attempt >= this.#retries.attempts) throw new BusyError()
    await this.#retries.pause(attempt)
  }
}

const conditionInput = (condition: NonNullable<Write['if']>) => {
  const { text, names, values } = conditionExpression(condition)
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

const transaction = (table: string, writes: readonly Write[]): TransactWriteCommand => {
  const steps: TransactWriteCommandInput['TransactItems'] = writes.map((write) => {
    const shared = { TableName: table, ...(write.if !== undefined && conditionInput(write.if)) }
    if ('put' in write) return { Put: { ...shared, Item: write.put } }
    if ('delete' in write) return { Delete: { ...shared, Key: { ...write.delete } } }
    return { ConditionCheck: { ...shared, Key: { ...write.check }, ...conditionInput(write.if ?? 'present') } }
  })
  return new TransactWriteCommand({ TransactItems: steps })
}

/** What a failed write means: the domain's error of the step that failed, `again` for a lost race, or the error. */
const lostRace = (error: unknown, writes: readonly Write[]): Error | 'again' => {
  if (error instanceof ConditionalCheckFailedException) return failed(writes[0], error.Item && unmarshall(error.Item))
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? []
    const index = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed')
    if (index >= 0) {
      const existing = reasons[index]?.Item
      return failed(writes[index], existing && unmarshall(existing))
    }
    if (reasons.some((reason) => reason.Code === 'TransactionConflict')) return 'again'
    return error
  }
  if (error instanceof DynamoDBServiceException && error.name === 'TransactionConflictException') return 'again'
  return error instanceof Error ? error : new Error(String(error))
}

const failed = (write: Write | undefined, existing: Record<string, unknown> | undefined): Error =>
  write?.otherwise?.(existing && asItem(existing)) ?? new StaleVersionError()

const asItem = (raw: Record<string, unknown>): Item => {
  const { pk, sk } = raw
  if (typeof pk !== 'string' || typeof sk !== 'string') throw new Error('a record without its keys')
  return { ...raw, pk, sk }
}

/** The sort keys from which a page after this row begins. */
const positionOf = (item: Item, query: TableQuery): Record<string, string> => {
  const { index } = query
  const keys = index === undefined ? ['sk'] : [`${index}sk`, 'pk', 'sk']
  return strings(Object.fromEntries(keys.map((key) => [key, item[key]])))
}

const strings = (record: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]))
