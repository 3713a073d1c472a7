import { fromItem, type LastChange, type Stored, toItem, valuesAt } from '#kernel/entity'
import { lostRace } from '#kernel/lost-race'
import type { Table, Write } from '#kernel/table'
import { failureOrderEntity, handlingEntity, handlingKey } from './keys.ts'
import type { FailureId, Handling } from './model.ts'

/** For how long is known what was done: as long as the bucket keeps what nobody does anything about. */
const KEPT_MILLISECONDS = 180 * 24 * 60 * 60_000

/** What was done about failures. */
export class HandlingStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(id: FailureId): Promise<Stored<Handling> | undefined> {
    return fromItem(handlingEntity, await this.table.get(handlingKey(id), { consistent: true }))
  }

  /** Of those for which something was done. */
  async findAll(ids: readonly FailureId[]): Promise<ReadonlyMap<FailureId, Handling>> {
    const found = await valuesAt(this.table, handlingEntity, ids.map(handlingKey))
    return new Map(found.map((handling) => [handling.id, handling]))
  }

  /** What somebody has done next, and that it was they, unless somebody else was faster: then the race is lost. */
  order(from: Stored<Handling> | undefined, to: Handling, change: LastChange): readonly Write[] {
    const number = (from?.version ?? 0) + 1
    return [
      this.#step(from, to),
      { put: toItem(failureOrderEntity, { id: to.id, number }, { version: 1, change }), if: 'absent' },
    ]
  }

  /** Writes what came of it; if somebody else was faster, the race is lost. @returns it with its version */
  async advance(from: Stored<Handling>, to: Handling): Promise<Stored<Handling>> {
    await this.table.write([this.#step(from, to)])
    return { value: to, version: from.version + 1 }
  }

  #step(from: Stored<Handling> | undefined, to: Handling): Write {
    const expiresAt = Math.floor((Date.parse(to.askedAt) + KEPT_MILLISECONDS) / 1000)
    return {
      put: toItem(handlingEntity, to, { version: (from?.version ?? 0) + 1, expiresAt }),
      if: from === undefined ? 'absent' : { version: from.version },
      otherwise: lostRace,
    }
  }
}
