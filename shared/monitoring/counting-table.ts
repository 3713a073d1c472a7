import type { Item, Key, QueryResult, Table, TableQuery, Write } from '#kernel/table'

/** A table that counts what is asked of it: so the summary of a job says what was read, not what the job believes
 *  to have read. */
export class CountingTable implements Table {
  readonly #table: Table
  readonly reads = { requests: 0, records: 0 }
  readonly writes = { requests: 0, records: 0 }

  constructor(table: Table) {
    this.#table = table
  }

  async get(key: Key, options?: { readonly consistent?: boolean }): Promise<Item | undefined> {
    const item = await this.#table.get(key, options)
    this.#read(item === undefined ? 0 : 1)
    return item
  }

  async getAll(keys: readonly Key[], options?: { readonly consistent?: boolean }): Promise<readonly Item[]> {
    const items = await this.#table.getAll(keys, options)
    this.#read(items.length)
    return items
  }

  async query(query: TableQuery): Promise<QueryResult> {
    const result = await this.#table.query(query)
    this.#read(result.items.length)
    return result
  }

  async write(writes: readonly Write[]): Promise<void> {
    this.#write(writes.filter((write) => !('check' in write)).length)
    await this.#table.write(writes)
  }

  async writeEach(writes: readonly ({ readonly put: Item } | { readonly delete: Key })[]): Promise<void> {
    this.#write(writes.length)
    await this.#table.writeEach(writes)
  }

  #read(records: number) {
    this.reads.requests += 1
    this.reads.records += records
  }

  #write(records: number) {
    this.writes.requests += 1
    this.writes.records += records
  }
}
