import type { Table } from '#kernel/table'

/** The process that works on the table ended. */
export class Died extends Error {
  override readonly name = 'Died'
}

/** A table of whose calls the n-th one, from 1, is the last of its process: before it does anything, or for a write also
 *  after it did all. */
export const dyingTable = (table: Table, at: number, when: 'before' | 'after'): Table => {
  let calls = 0
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1
    if (calls === at && when === 'before') throw new Died()
    const result = await work()
    if (calls >= at && when === 'after') throw new Died()
    return result
  }
  return {
    get: (...given) => call(() => table.get(...given)),
    getAll: (...given) => call(() => table.getAll(...given)),
    query: (...given) => call(() => table.query(...given)),
    write: (...given) => call(() => table.write(...given)),
    writeEach: (...given) => call(() => table.writeEach(...given)),
  }
}
