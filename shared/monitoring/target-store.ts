import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { queryAll, type Table, type Write } from '#kernel/table'
import type { Target } from './model.ts'
import { targetEntity, targetPartition } from './target-keys.ts'

/** Targets: one for each subject, indicator, breakdown and period. */
export class TargetStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** The target at a place, if one is set there. */
  async find(place: Omit<Target, 'target' | 'setBy'>): Promise<Stored<Target> | undefined> {
    const { pk, sk } = targetEntity.keys({ ...place, target: '0', setBy: '' })
    return fromItem(targetEntity, await this.#table.get({ pk, sk }, { consistent: true }))
  }

  /** Every target of an indicator and breakdown in a universe. */
  async of(series: Pick<Target, 'universe' | 'indicator' | 'breakdown'>): Promise<readonly Target[]> {
    return valuesOf(targetEntity, await queryAll(this.#table, { pk: targetPartition(series) }))
  }

  put(target: Target, before: Stored<Target> | undefined, change: LastChange): Write {
    const version = (before?.version ?? 0) + 1
    return {
      put: toItem(targetEntity, target, { version, change }),
      if: before === undefined ? 'absent' : { version: before.version },
    }
  }
}
