import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError, StaleVersionError } from '#kernel/errors'
import { queryAll, type Table, type Write } from '#kernel/table'
import { CAMPAIGNS, campaignEntity } from './campaign-keys.ts'
import type { Campaign } from './model/campaign.ts'

/** Campaigns by their ids, which sort by time. */
export class CampaignStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Stored<Campaign>> {
    const item = await this.#table.get({ pk: CAMPAIGNS, sk: id }, { consistent: true })
    const found = fromItem(campaignEntity, item)
    if (found === undefined)
      throw new NotFoundError({ en: `There is no campaign "${id}".`, ru: `Кампании «${id}» нет.` })
    return found
  }

  /** The same at the version that the caller has seen. @throws NotFoundError @throws StaleVersionError */
  async at(id: string, expectedVersion: number | undefined): Promise<Stored<Campaign>> {
    const found = await this.get(id)
    if (found.version !== expectedVersion) throw new StaleVersionError()
    return found
  }

  /** The newest first. */
  async list(limit: number, after: Position | undefined): Promise<Page<Campaign>> {
    const page = await this.#table.query({ pk: CAMPAIGNS, descending: true, limit, after })
    return { items: valuesOf(campaignEntity, page.items), next: page.next }
  }

  /** All that have not ended, with their versions. */
  async unended(): Promise<readonly Stored<Campaign>[]> {
    const items = await queryAll(this.#table, {
      pk: CAMPAIGNS,
      filter: [{ attribute: 'data.status', in: ['planned', 'open'] }],
      consistent: true,
    })
    return items.flatMap((item) => fromItem(campaignEntity, item) ?? [])
  }

  /** The step that writes a campaign over the version that was read; 0 for a new one. */
  put(campaign: Campaign, version: number, change: LastChange): Write {
    return {
      put: toItem(campaignEntity, campaign, { version: version + 1, change }),
      if: version === 0 ? 'absent' : { version },
    }
  }

  /** The step that lets a transaction happen only while the campaign is as it was read. */
  check({ value: { id }, version }: Stored<Campaign>): Write {
    return { check: { pk: CAMPAIGNS, sk: id }, if: { version } }
  }
}
