/** The one port to stored data: what a store may ask of a table. Two adapters keep the same promises, checked by one
 *  specification: `DynamoTable` and `MemoryTable`. */

export interface Key {
  readonly pk: string
  readonly sk: string
}

/** A stored record with its keys; `gsi1pk`/`gsi1sk` and `gsi2pk`/`gsi2sk` put it into the sparse indexes. */
export type Item = Key & Readonly<Record<string, unknown>>

/** Whether a raw record has its keys, as every stored one has. */
export const isItem = (raw: Record<string, unknown>): raw is Item =>
  typeof raw['pk'] === 'string' && typeof raw['sk'] === 'string'

/** What must hold of the stored record for a write to happen. A deleted one (`deleted: true`, kept for a day for
 *  the readers of the stream) counts as absent. */
export type Condition =
  | 'absent'
  | 'present'
  | { readonly version: number }
  /** Absent, or its `expiresAt` (epoch seconds) is before this. */
  | { readonly absentOrExpired: number }

/** One step of a write. `otherwise` names the error when the condition does not hold; it is given the record that
 *  stood in the way. */
export type Write = ({ readonly put: Item } | { readonly delete: Key } | { readonly check: Key }) & {
  readonly if?: Condition
  readonly otherwise?: (existing: Item | undefined) => Error
}

/** A test of one attribute (`data.status` reaches inside); all filters of a query must hold. */
export type Filter = { readonly attribute: string } & (
  | { readonly equals: string | number | boolean }
  | { readonly in: readonly string[] }
  | { readonly atLeast: string }
  | { readonly below: string }
  /** The attribute is a list that holds the value. */
  | { readonly includes: string }
  | { readonly includesAny: readonly string[] }
)

/** How fresh a read is. A consistent one sees all that was written before it, at twice the price; what a decision
 *  rests on is read so. */
export interface Freshness {
  readonly consistent: boolean
}

/** For what is only shown: it may miss what was written in the last moment, as lists do. */
export const TO_SHOW: Freshness = { consistent: false }

export interface TableQuery {
  readonly index?: 'gsi1' | 'gsi2'
  readonly pk: string
  /** Sort keys between both bounds (inclusive), or with a beginning. */
  readonly sk?: { readonly from: string; readonly to: string } | { readonly beginsWith: string }
  /** Where the last page ended. */
  readonly after?: Readonly<Record<string, string>> | undefined
  readonly limit: number
  readonly descending?: boolean
  readonly filter?: readonly Filter[]
  /** Strongly consistent; not on an index. */
  readonly consistent?: boolean
}

export interface QueryResult {
  readonly items: readonly Item[]
  /** Where the next page begins; absent on the last. A list that ends exactly with a full page may have it, and
   *  then an empty page follows: to know better would be read, and paid for, with every page. Without the partition key, which the reader rebuilds. */
  readonly next?: Readonly<Record<string, string>>
}

export interface Table {
  get(key: Key, options?: { readonly consistent?: boolean }): Promise<Item | undefined>
  /** Records by key, in the order of the keys; absent ones are left out. At most 100 at once.
   *  @throws UnavailableError when the table stays too busy to answer */
  getAll(keys: readonly Key[], options?: { readonly consistent?: boolean }): Promise<readonly Item[]>
  /** One page in sort order. With filters it reads on until the page is full or 1 MB was read, and may then answer
   *  a short page with `next`. */
  query(query: TableQuery): Promise<QueryResult>
  /** All or nothing; at most 100 steps, no record twice. Lost races are retried with full jitter.
   *  @throws what the first failing step's `otherwise` gives, else StaleVersionError
   *  @throws BusyError when the race outlasts the retries
   *  @throws UnavailableError when the table stays too busy to answer */
  write(writes: readonly Write[]): Promise<void>
  /** Many records, each on its own, without conditions; for derived records that can be made again. Of several
   *  writes of one record the last one counts.
   *  @throws UnavailableError when the table stays too busy to answer; some are written then */
  writeEach(writes: readonly ({ readonly put: Item } | { readonly delete: Key })[]): Promise<void>
}

/** Every record of a collection, page after page. For collections whose size is bounded by their nature. */
export const queryAll = async (
  table: Table,
  query: Omit<TableQuery, 'after' | 'limit'>,
): Promise<readonly Item[]> => {
  const items: Item[] = []
  let after: TableQuery['after']
  do {
    const page = await table.query({ ...query, limit: 5000, after })
    items.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return items
}
