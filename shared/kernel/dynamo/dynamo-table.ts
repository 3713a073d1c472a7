import { randomUUID } from 'node:crypto'
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
import { BusyError, UnavailableError } from '../errors.ts'
import {
  type Item,
  isItem,
  type Key,
  type QueryResult,
  type Table,
  type TableQuery,
  type Write,
} from '../table.ts'
import { conditionExpression, matchesNothing, queryExpressions } from './expressions.ts'
import { verdictOn } from './failures.ts'

/** How lost races are tried again: attempts, and the pause before each (full jitter below a growing ceiling). */
export interface Retries {
  readonly attempts: number
  pause(attempt: number): Promise<void>
}

/** 30 attempts: 20 clients taking 200 numbers from one counter needed 786 in all. */
export const patientRetries: Retries = {
  attempts: 30,
  pause: (attempt) =>
    new Promise((resolve) =>
      setTimeout(resolve, Math.random() * Math.min(250, 5 * 2 ** Math.min(attempt, 6))),
    ),
}

/** What BatchGetItem and BatchWriteItem take. */
const KEYS_AT_ONCE = 100
const WRITES_AT_ONCE = 25

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
        Key: keyOf(key),
        ConsistentRead: options.consistent ?? false,
      }),
    )
    return Item === undefined ? undefined : asItem(Item)
  }

  async getAll(
    keys: readonly Key[],
    options: { readonly consistent?: boolean } = {},
  ): Promise<readonly Item[]> {
    if (keys.length > KEYS_AT_ONCE) throw new Error(`at most ${KEYS_AT_ONCE} records are read at once`)
    const asked = new Map(keys.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }]))
    const found = new Map<string, Item>()
    let open: Record<string, unknown>[] = [...asked.values()]
    for (let attempt = 0; open.length > 0; attempt++) {
      if (attempt > 0) await this.#pauseOr(busyStorage, attempt)
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
    if (matchesNothing(query)) return { items: [] }
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
    // Behind a filter many rows may fall out: read on in steps that grow.
    let step = Math.max(2 * query.limit, 50)
    do {
      const missing = query.limit - items.length
      const page = await this.#client.send(
        new QueryCommand({
          ...input,
          Limit: filter === undefined ? missing : step,
          ...(start && { ExclusiveStartKey: start }),
        }),
      )
      const matching = (page.Items ?? []).map(asItem)
      items.push(...matching.slice(0, missing))
      const last = items.at(-1)
      if (matching.length > missing && last !== undefined) return { items, next: positionOf(last, query) }
      start = page.LastEvaluatedKey
      units += page.ConsumedCapacity?.CapacityUnits ?? 0
      step *= 2
    } while (start !== undefined && items.length < query.limit && units < FILTERED_READ_LIMIT)
    if (start === undefined) return { items }
    const { [partition]: _rebuilt, ...position } = start
    return { items, next: strings(position) }
  }

  async write(writes: readonly Write[]): Promise<void> {
    const [first] = writes
    if (first === undefined) return
    const send = writes.length === 1 && !('check' in first) ? this.#single(first) : this.#transaction(writes)
    // A repeat of a transaction under its own token is the same transaction, not another one.
    let token = randomUUID()
    for (let attempt = 1; ; attempt++) {
      const verdict = await send(token).then(
        () => 'done' as const,
        (error: unknown) => verdictOn(error, writes),
      )
      if (verdict === 'done') return
      if (verdict instanceof Error) throw verdict
      if (verdict !== 'running') token = randomUUID()
      await this.#pauseOr(verdict === 'conflict' ? lostRace : busyStorage, attempt)
    }
  }

  async writeEach(writes: readonly ({ readonly put: Item } | { readonly delete: Key })[]): Promise<void> {
    const last = [...new Map(writes.map((write) => [keyText(write), write])).values()]
    for (let offset = 0; offset < last.length; offset += WRITES_AT_ONCE) {
      type Requests = NonNullable<ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']>[string]
      let open: Requests = last
        .slice(offset, offset + WRITES_AT_ONCE)
        .map((write) =>
          'put' in write
            ? { PutRequest: { Item: write.put } }
            : { DeleteRequest: { Key: keyOf(write.delete) } },
        )
      for (let attempt = 0; open.length > 0; attempt++) {
        if (attempt > 0) await this.#pauseOr(busyStorage, attempt)
        const { UnprocessedItems } = await this.#client.send(
          new BatchWriteCommand({ RequestItems: { [this.#name]: open } }),
        )
        open = UnprocessedItems?.[this.#name] ?? []
      }
    }
  }

  #single(write: Exclude<Write, { readonly check: Key }>): (token: string) => Promise<unknown> {
    const condition = write.if === undefined ? {} : conditionInput(write.if)
    const shared = { TableName: this.#name, ...condition }
    return 'put' in write
      ? () => this.#client.send(new PutCommand({ ...shared, Item: write.put }))
      : () => this.#client.send(new DeleteCommand({ ...shared, Key: keyOf(write.delete) }))
  }

  #transaction(writes: readonly Write[]): (token: string) => Promise<unknown> {
    const steps: TransactWriteCommandInput['TransactItems'] = writes.map((write) => {
      const shared = { TableName: this.#name, ...(write.if !== undefined && conditionInput(write.if)) }
      if ('put' in write) return { Put: { ...shared, Item: write.put } }
      if ('delete' in write) return { Delete: { ...shared, Key: keyOf(write.delete) } }
      return {
        ConditionCheck: { ...shared, Key: keyOf(write.check), ...conditionInput(write.if ?? 'present') },
      }
    })
    return (token) =>
      this.#client.send(new TransactWriteCommand({ TransactItems: steps, ClientRequestToken: token }))
  }

  async #pauseOr(givingUp: () => Error, attempt: number): Promise<void> {
    if (attempt >= this.#retries.attempts) throw givingUp()
    await this.#retries.pause(attempt)
  }
}

const lostRace = () => new BusyError()

const busyStorage = () =>
  new UnavailableError(
    { en: 'The storage is busy; try again.', ru: 'Хранилище занято; повторите попытку.' },
    { retryAfter: 2 },
  )

const conditionInput = (condition: NonNullable<Write['if']>) => {
  const { text, names, values } = conditionExpression(condition)
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

/** The keys alone: what is called a key may be a whole record. */
const keyOf = ({ pk, sk }: Key) => ({ pk, sk })

const keyText = (write: { readonly put: Item } | { readonly delete: Key }): string => {
  const { pk, sk } = 'put' in write ? write.put : write.delete
  return `${pk}\n${sk}`
}

const asItem = (raw: Record<string, unknown>): Item => {
  if (!isItem(raw)) throw new Error('a record without its keys')
  return raw
}

/** The sort keys from which a page after this row begins. */
const positionOf = (item: Item, query: TableQuery): Record<string, string> => {
  const { index } = query
  const keys = index === undefined ? ['sk'] : [`${index}sk`, 'pk', 'sk']
  return strings(Object.fromEntries(keys.map((key) => [key, item[key]])))
}

const strings = (record: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]))
