import { fromItem, type LastChange, type Stored, toDeleted, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { queryAll, type Table, type Write } from '#kernel/table'
import { dutyEntity, dutyPartition } from './duty-keys.ts'
import type { Duty, Period } from './model.ts'

/** Who owes which figures, as campaigns fixed it when they opened and changed it since. */
export class DutyStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** Of all campaigns about these periods, strongly consistent. */
  async ofPeriods(periods: readonly Period[]): Promise<readonly Duty[]> {
    const lists = await Promise.all(
      [...new Set(periods)].map((period) =>
        queryAll(this.#table, { pk: dutyPartition(period), consistent: true }),
      ),
    )
    return valuesOf(dutyEntity, lists.flat())
  }

  /** @throws NotFoundError when the campaign has not opened */
  async get({ id, period }: { readonly id: string; readonly period: Period }): Promise<Stored<Duty>> {
    const key = { pk: dutyPartition(period), sk: id }
    const found = fromItem(dutyEntity, await this.#table.get(key, { consistent: true }))
    if (found === undefined)
      throw new NotFoundError({
        en: 'The campaign has not opened: nobody owes anything yet.',
        ru: 'Кампания ещё не открыта: отчитываться пока никто не должен.',
      })
    return found
  }

  /** The step that writes it over the version that was read; 0 for none. */
  put(duty: Duty, version: number, change: LastChange): Write {
    return {
      put: toItem(dutyEntity, duty, { version: version + 1, change }),
      if: version === 0 ? 'absent' : { version },
    }
  }

  /** The step that takes it back: the register decides again. */
  remove(duty: Duty, version: number, change: LastChange, at: Date): Write {
    return { put: toDeleted(dutyEntity, duty, { version: version + 1, change, at }), if: { version } }
  }

  /** The step that lets a transaction happen only while nothing of it changed. */
  check({ period, campaign }: Duty, version: number): Write {
    return { check: { pk: dutyPartition(period), sk: campaign }, if: { version } }
  }
}
