import type * as z from 'zod'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { type Item, queryAll, type Table, type Write } from '#kernel/table'
import { type Slice, sliceKey } from '../model.ts'
import {
  type EnterprisesOfValue,
  enterprisesEntity,
  enterprisesPartition,
  FORMS,
  formEntity,
  formPartition,
} from './keys.ts'
import type { CampaignForm, NamedEnterprise } from './model/form.ts'

/** Keys at once in one reading. */
const AT_ONCE = 100

/** The forms of campaigns, and the enterprises that were named with their values. */
export class FormStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  async find(campaign: string, cluster: string): Promise<Stored<CampaignForm> | undefined> {
    const key = { pk: formPartition(campaign), sk: `${FORMS}${cluster}` }
    return fromItem(formEntity, await this.#table.get(key, { consistent: true }))
  }

  /** All forms of a campaign of which anything was saved. */
  async ofCampaign(campaign: string): Promise<readonly CampaignForm[]> {
    const sk = { beginsWith: FORMS }
    return valuesOf(formEntity, await queryAll(this.#table, { pk: formPartition(campaign), sk }))
  }

  /** The step that writes a form over the version that was read; 0 for none. */
  put(form: CampaignForm, version: number, change: LastChange): Write {
    return {
      put: toItem(formEntity, form, { version: version + 1, change }),
      if: version === 0 ? 'absent' : { version },
    }
  }

  /** The enterprises that a cluster named with its values, by slice; values that its management is not shown are left
   *  out. */
  async enterprisesOf(
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
  putEnterprises(
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
