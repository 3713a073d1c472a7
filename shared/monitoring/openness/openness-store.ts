import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { type Freshness, queryAll, type Table, type Write } from '#kernel/table'
import type { ClusterOpenness } from '../model.ts'
import { OPENNESS, opennessEntity, opennessKey } from './keys.ts'

/** To which of their values clusters agreed that they are public. */
export class OpennessStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** What a cluster agreed to; of version 0 where that is nothing yet. */
  async of(cluster: string): Promise<Stored<ClusterOpenness>> {
    const item = await this.#table.get(opennessKey(cluster), { consistent: true })
    return fromItem(opennessEntity, item) ?? { value: { cluster, agreements: [] }, version: 0 }
  }

  /** What all clusters agreed to, by cluster. */
  async all(freshness: Freshness): Promise<ReadonlyMap<string, ClusterOpenness>> {
    const items = await queryAll(this.#table, { pk: OPENNESS, ...freshness })
    return new Map(valuesOf(opennessEntity, items).map((one) => [one.cluster, one]))
  }

  put(
    openness: ClusterOpenness,
    { version }: Pick<Stored<ClusterOpenness>, 'version'>,
    change: LastChange,
  ): Write {
    return {
      put: toItem(opennessEntity, openness, { version: version + 1, change }),
      if: version === 0 ? 'absent' : { version },
    }
  }
}
