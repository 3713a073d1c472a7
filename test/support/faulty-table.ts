import type { Table, Write } from '#kernel/table'

/** What happens before a call of a table; what it throws is what the caller gets. */
export type Fault = (call: number) => void | Promise<void>

/** A table of which every call meets a fault first: it may wait, or fail as a crashed process does. */
export class FaultyTable implements Table {
  readonly #table: Table
  readonly #fault: Fault
  #calls = 0

  constructor(table: Table, fault: Fault) {
    this.#table = table
    this.#fault = fault
  }

  async #met<T>(call: () => Promise<T>): Promise<T> {
    this.#calls += 1
    await this.#fault(this.#calls)
    return call()
  }

  get: Table['get'] = (...all) => this.#met(() => this.#table.get(...all))
  getAll: Table['getAll'] = (...all) => this.#met(() => this.#table.getAll(...all))
  query: Table['query'] = (...all) => this.#met(() => this.#table.query(...all))
  write = (writes: readonly Write[]) => this.#met(() => this.#table.write(writes))
  writeEach: Table['writeEach'] = (...all) => this.#met(() => this.#table.writeEach(...all))
}

/** Fails from a call on, as if the process had ended. */
export const crashAt =
  (call: number): Fault =>
  (current) => {
    if (current >= call) throw new Error('crashed')
  }
