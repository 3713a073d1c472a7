import * as z from 'zod'

/** What one caller used of one table since counting began. */
export interface CapacityUse {
  readonly caller: string
  readonly table: string
  /** Request units, as DynamoDB bills them. */
  readonly reads: number
  readonly writes: number
  /** Operations that used any. */
  readonly requests: number
}

/** Counts the request units that callers use; off until started. */
export class CapacityCounter {
  #uses: Map<string, CapacityUse> | undefined

  get counting(): boolean {
    return this.#uses !== undefined
  }

  /** Counts from zero. */
  start(): void {
    this.#uses = new Map()
  }

  read(): readonly CapacityUse[] {
    return [...(this.#uses?.values() ?? [])]
  }

  stop(): void {
    this.#uses = undefined
  }

  /** Counts what the engine's answer says was consumed. */
  add(caller: string, operation: string, answer: unknown): void {
    const uses = this.#uses
    const parsed = Answer.safeParse(answer)
    if (!uses || !parsed.success) return
    for (const { TableName: table, CapacityUnits, ReadCapacityUnits, WriteCapacityUnits } of parsed.data
      .ConsumedCapacity) {
      const isRead = READS.has(operation)
      const before = uses.get(`${caller} ${table}`) ?? { caller, table, reads: 0, writes: 0, requests: 0 }
      uses.set(`${caller} ${table}`, {
        ...before,
        reads: before.reads + (ReadCapacityUnits ?? (isRead ? CapacityUnits : 0)),
        writes: before.writes + (WriteCapacityUnits ?? (isRead ? 0 : CapacityUnits)),
        requests: before.requests + 1,
      })
    }
  }
}

/** Operations whose answers can tell what they consumed. */
export const MEASURED: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'TransactWriteItems',
  'UpdateItem',
])

const READS: ReadonlySet<string> = new Set(['BatchGetItem', 'GetItem', 'Query', 'Scan', 'TransactGetItems'])

const Consumed = z.object({
  TableName: z.string(),
  CapacityUnits: z.number(),
  ReadCapacityUnits: z.number().optional(),
  WriteCapacityUnits: z.number().optional(),
})

const Answer = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]),
})
