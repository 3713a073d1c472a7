import { StaleVersionError } from '#kernel/errors'
import type { Item, Table, Write } from '#kernel/table'

/** Rows of one transaction. */
const ROWS = 25

interface Pending {
  readonly writes: readonly Write[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Writes rows of a bulk request in shared transactions of up to 25 rows: one by one each would cost a round trip.
 *  A row stands or falls by itself: when a transaction fails on a condition, its rows are written one by one. */
export class BatchWriter {
  readonly #table: Table
  #pending: Pending[] = []
  #scheduled = false

  constructor(table: Table) {
    this.#table = table
  }

  /** Writes a row's steps, all or nothing. @throws what the table says of this row */
  add(writes: readonly Write[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ writes, resolve, reject })
      if (this.#scheduled) return
      this.#scheduled = true
      // After the rows that are under way now have added theirs.
      setImmediate(() => {
        this.#scheduled = false
        void this.#flush()
      })
    })
  }

  async #flush(): Promise<void> {
    const pending = this.#pending
    this.#pending = []
    for (let start = 0; start < pending.length; start += ROWS)
      await this.#batch(pending.slice(start, start + ROWS))
  }

  async #batch(rows: readonly Pending[]): Promise<void> {
    try {
      await this.#table.write(joined(rows.map(({ writes }) => writes)))
      for (const { resolve } of rows) resolve()
    } catch (error) {
      if (error instanceof StaleVersionError && rows.length > 1)
        for (const row of rows) await this.#batch([row])
      else for (const { reject } of rows) reject(error)
    }
  }
}

/** The steps of several rows in one list: a record that several rows put alike stands once. */
const joined = (rows: readonly (readonly Write[])[]): Write[] => {
  const seen = new Set<string>()
  return rows.flat().filter((write) => {
    if (!('put' in write) || write.if !== undefined) return true
    const { pk, sk }: Item = write.put
    const known = seen.has(`${pk}\n${sk}`)
    seen.add(`${pk}\n${sk}`)
    return !known
  })
}
