import { StaleVersionError } from './errors.ts'
import type { Condition, Filter, Item, Key, QueryResult, Table, TableQuery, Write } from './table.ts'

const keyText = ({ pk, sk }: Key) => `${pk}\n${sk}`

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const attribute = (item: Item, path: string): unknown =>
  path.split('.').reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), item)

const matches = (item: Item, filter: Filter): boolean => {
  const value = attribute(item, filter.attribute)
  if ('equals' in filter) return value === filter.equals
  if ('in' in filter) return filter.in.some((one) => one === value)
  if ('atLeast' in filter) return typeof value === 'string' && byBytes(value, filter.atLeast) >= 0
  if ('below' in filter) return typeof value === 'string' && byBytes(value, filter.below) < 0
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  if ('includes' in filter) return list.includes(filter.includes)
  return filter.includesAny.some((one) => list.includes(one))
}

const holds = (condition: Condition, existing: Item | undefined): boolean => {
  const isThere = existing !== undefined && existing['deleted'] !== true
  if (condition === 'absent') return !isThere
  if (condition === 'present') return isThere
  if ('version' in condition) return existing?.['version'] === condition.version
  return (
    existing === undefined ||
    Number(existing['expiresAt'] ?? Number.POSITIVE_INFINITY) < condition.absentOrExpired
  )
}

/** Binary order of UTF-8, as DynamoDB sorts. */
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Part by part: text put together would compare a short part with the next one's beginning. */
const byParts = (a: readonly string[], b: readonly string[]): number => {
  for (const [index, part] of a.entries()) {
    const order = byBytes(part, b[index] ?? '')
    if (order !== 0) return order
  }
  return 0
}

/** The table port in memory: for tests, and for the sample, which is worked out on copies of the tables. The table
 *  specification keeps it equal to DynamoDB. */
export class MemoryTable implements Table {
  readonly #items = new Map<string, Item>()
  /** The same records by partition, so that a query need not look at all. */
  readonly #partitions = new Map<string, Map<string, Item>>()
  /** What was read and written, by operation, for tests that count. */
  readonly counts = { get: 0, query: 0, items: 0, write: 0 }

  /** All records, sorted by key. */
  all(): readonly Item[] {
    return [...this.#items.values()].sort((a, b) => byParts([a.pk, a.sk], [b.pk, b.sk]))
  }

  /** Puts a record past all rules: for tests that plant what no use case writes. */
  plant(item: Item): void {
    this.#put(structuredClone(item))
  }

  async get(key: Key): Promise<Item | undefined> {
    this.counts.get++
    const item = this.#items.get(keyText(key))
    return item && structuredClone(item)
  }

  async getAll(keys: readonly Key[]): Promise<readonly Item[]> {
    if (keys.length > 100) throw new Error('at most 100 records are read at once')
    return (await Promise.all(keys.map((key) => this.get(key)))).filter((item) => item !== undefined)
  }

  async query(query: TableQuery): Promise<QueryResult> {
    this.counts.query++
    const pk = query.index === undefined ? 'pk' : `${query.index}pk`
    const sk = query.index === undefined ? 'sk' : `${query.index}sk`
    const order = (item: Item): readonly string[] => [String(item[sk]), item.pk, item.sk]
    const inRange = (item: Item) => {
      const value = String(item[sk])
      if (query.sk === undefined) return true
      if ('beginsWith' in query.sk) return value.startsWith(query.sk.beginsWith)
      return byBytes(query.sk.from, value) <= 0 && byBytes(value, query.sk.to) <= 0
    }
    if (query.limit < 1) throw new Error('a page has at least one row')
    const direction = query.descending ? -1 : 1
    const { after } = query
    const begin =
      after &&
      (query.index
        ? [after[sk] ?? '', after['pk'] ?? '', after['sk'] ?? '']
        : [after['sk'] ?? '', query.pk, after['sk'] ?? ''])
    const near = query.index === undefined ? this.#partitions.get(query.pk) : this.#items
    const rows = [...(near?.values() ?? [])]
      .filter((item) => item[pk] === query.pk && item[sk] !== undefined && inRange(item))
      .sort((a, b) => direction * byParts(order(a), order(b)))
      .filter((item) => begin === undefined || direction * byParts(order(item), begin) > 0)
      .filter((item) => (query.filter ?? []).every((filter) => matches(item, filter)))
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    this.counts.items += page.length
    const items = page.map((item) => structuredClone(item))
    if (last === undefined || rows.length <= query.limit) return { items }
    const keys = query.index === undefined ? ['sk'] : [sk, 'pk', 'sk']
    return { items, next: Object.fromEntries(keys.map((key) => [key, String(last[key])])) }
  }

  async write(writes: readonly Write[]): Promise<void> {
    if (writes.length > 100) throw new Error('a transaction takes at most 100 steps')
    const keys = writes.map((write) =>
      keyText('put' in write ? write.put : 'delete' in write ? write.delete : write.check),
    )
    if (new Set(keys).size < keys.length) throw new Error('a transaction touches a record once')
    for (const [index, write] of writes.entries()) {
      const existing = this.#items.get(keys[index] ?? '')
      const condition = write.if ?? ('check' in write ? 'present' : undefined)
      if (condition !== undefined && !holds(condition, existing))
        throw write.otherwise?.(existing && structuredClone(existing)) ?? new StaleVersionError()
    }
    for (const write of writes) {
      this.counts.write++
      if ('put' in write) this.#put(withoutUndefined(write.put))
      else if ('delete' in write) this.#remove(write.delete)
    }
  }

  async writeEach(writes: readonly ({ readonly put: Item } | { readonly delete: Key })[]): Promise<void> {
    for (const write of writes) await this.write([write])
  }

  #put(item: Item): void {
    const key = keyText(item)
    const partition = this.#partitions.get(item.pk) ?? new Map<string, Item>()
    this.#items.set(key, item)
    this.#partitions.set(item.pk, partition.set(key, item))
  }

  #remove(key: Key): void {
    this.#items.delete(keyText(key))
    this.#partitions.get(key.pk)?.delete(keyText(key))
  }
}

/** As the document client marshals: undefined members are left out. */
const withoutUndefined = (item: Item): Item => JSON.parse(JSON.stringify(item))
