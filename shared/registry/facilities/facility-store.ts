import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, type Stored, toDeleted, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { collationKey, inLanguage, type Language } from '#kernel/localised-text'
import { type Filter, type Freshness, queryAll, type Table, type Write } from '#kernel/table'
import { facilityEntity, facilityKey, facilityList, facilityListingEntity } from '../keys.ts'
import { listingQuery, listingWrites, type Sorting } from '../listings.ts'
import {
  type FacilityContent,
  type FacilityId,
  type FacilityRecord,
  type FacilitySummary,
  facilitySummary,
} from '../model.ts'

/** Which facilities are wanted. `place` is the list that is read: `all`, `cluster#…`, `region#…` or `type#…`. */
export interface FacilityFilter extends Sorting {
  readonly place: string
  readonly region?: string | undefined
  readonly type?: string | undefined
}

/** Where facilities are kept. */
export class FacilityStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(id: string, options?: Freshness): Promise<Stored<FacilityRecord> | undefined> {
    return fromItem(facilityEntity, await this.table.get(facilityKey(id), options))
  }

  /** The id of the facility of a region, type and English name. */
  async idOf({
    names,
    region,
    type,
  }: Pick<FacilityContent, 'names' | 'region' | 'type'>): Promise<FacilityId | undefined> {
    const query = {
      pk: facilityList(`type#${type}`),
      sk: { beginsWith: `${collationKey(inLanguage(names, 'en'))}#` },
      consistent: true,
    }
    const like = valuesOf(facilityListingEntity, await queryAll(this.table, query))
    return like.find(
      ({ summary }) =>
        summary.region === region && inLanguage(summary.names, 'en') === inLanguage(names, 'en'),
    )?.summary.id
  }

  /** @throws NotFoundError */
  async get(id: string, options?: Freshness): Promise<Stored<FacilityRecord>> {
    const stored = await this.find(id, options)
    if (stored === undefined)
      throw new NotFoundError({ en: `There is no facility ${id}.`, ru: `Объекта инфраструктуры ${id} нет.` })
    return stored
  }

  async page(
    filter: FacilityFilter,
    language: Language,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<FacilitySummary>> {
    const { place, region, type } = filter
    const filters: Filter[] = []
    if (region !== undefined) filters.push({ attribute: 'data.ancestors', includes: region })
    if (type !== undefined) filters.push({ attribute: 'data.summary.type', equals: type })
    const { items, next } = await this.table.query({
      ...listingQuery(facilityList(place), filter, language),
      ...page,
      ...(filters.length > 0 && { filter: filters }),
    })
    return { items: valuesOf(facilityListingEntity, items).map(({ summary }) => summary), next }
  }

  /** The facilities that an organisation owns, by id: reads the list of all. */
  async ownedBy(organisation: string): Promise<readonly string[]> {
    const query = {
      pk: facilityList('all'),
      filter: [{ attribute: 'data.summary.owner', equals: organisation }],
      consistent: true,
    }
    return valuesOf(facilityListingEntity, await queryAll(this.table, query)).map(({ summary }) => summary.id)
  }

  /** What a new or changed facility writes: the record at its version and its places in the lists. */
  changeWrites(
    before: Stored<FacilityRecord> | undefined,
    after: FacilityRecord,
    context: Context,
  ): readonly Write[] {
    const version = before?.version ?? 0
    const change = changeBy(context, before === undefined ? 'create-facility' : 'change-facility')
    return [
      {
        put: toItem(facilityEntity, after, { version: version + 1, change }),
        if: before === undefined ? 'absent' : { version },
      },
      ...listingWrites(
        facilityListingEntity,
        before === undefined ? [] : listingsOf(before.value),
        listingsOf(after),
      ),
    ]
  }

  deletionWrites({ value, version }: Stored<FacilityRecord>, context: Context): readonly Write[] {
    const change = changeBy(context, 'delete-facility')
    return [
      {
        put: toDeleted(facilityEntity, value, { version: version + 1, change, at: context.at }),
        if: { version },
      },
      ...listingWrites(facilityListingEntity, listingsOf(value), []),
    ]
  }
}

/** Its places in the lists: all, its type, every region that it lies in below the root, every cluster it serves. */
const listingsOf = (record: FacilityRecord) => {
  const { facility, regionPath } = record
  const summary = facilitySummary(record)
  const places = [
    'all',
    `type#${facility.type}`,
    ...regionPath.slice(1).map((code) => `region#${code}`),
    ...facility.clusters.map((cluster) => `cluster#${cluster}`),
  ]
  return places.map((place) => ({ place, summary, ancestors: regionPath }))
}
