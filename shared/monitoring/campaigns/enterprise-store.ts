import type * as z from 'zod'
import { type LastChange, toItem, valuesOf } from '#kernel/entity'
import type { Item, Table, Write } from '#kernel/table'
import { type Slice, sliceKey } from '../model.ts'
import { type EnterprisesOfValue, enterprisesEntity, enterprisesPartition } from './enterprise-keys.ts'
import type { NamedEnterprise } from './model/named-enterprise.ts'

/** Keys at once in one reading. */
const AT_ONCE = 100

/** The enterprises that were named with the values of clusters. */
export class EnterpriseStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** The enterprises that a cluster named with its values, by slice; values that its management is not shown are left
   *  out. */
  async shownWith(
    cluster: string,
    slices: readonly Slice[],
  ): Promise<ReadonlyMap<string, readonly NamedEnterprise[]>> {
    const found = await this.namedWith(cluster, slices)
    return new Map(
      [...found].map(([slice, { enterprises, hidden }]) => [
        slice,
        enterprises.map((one) => (hidden.includes(one.enterprise) ? { ...one, value: null } : one)),
      ]),
    )
  }

  /** The enterprises that a cluster named with its values, by slice, with all their values, and which of them its
   *  management is not shown. */
  async namedWith(
    cluster: string,
    slices: readonly Slice[],
  ): Promise<ReadonlyMap<string, Pick<z.output<typeof EnterprisesOfValue>, 'enterprises' | 'hidden'>>> {
    const keys = slices.map((slice) => ({ pk: enterprisesPartition(slice), sk: cluster }))
    const items: Item[] = []
    for (let start = 0; start < keys.length; start += AT_ONCE)
      items.push(...(await this.#table.getAll(keys.slice(start, start + AT_ONCE), { consistent: true })))
    return new Map(valuesOf(enterprisesEntity, items).map(({ slice, ...named }) => [slice, named]))
  }

  /** The step that names the enterprises of a cluster's value, in place of those named before. */
  put(
    slice: Slice,
    cluster: string,
    enterprises: readonly NamedEnterprise[],
    change: LastChange,
    hidden: readonly string[] = [],
  ): Write {
    const value = { slice: sliceKey(slice), cluster, enterprises: [...enterprises], hidden: [...hidden] }
    return { put: toItem(enterprisesEntity, value, { change }) }
  }
}
