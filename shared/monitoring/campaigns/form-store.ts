import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { queryAll, type Table, type Write } from '#kernel/table'
import { FORMS, formEntity, formPartition } from './form-keys.ts'
import type { CampaignForm } from './model/form.ts'

/** The forms of campaigns. */
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
}
