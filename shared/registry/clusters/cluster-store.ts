import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, type Stored, toDeleted, toItem, valuesAt, valuesOf } from '#kernel/entity'
import { ConflictError, NotFoundError, StaleVersionError } from '#kernel/errors'
import type { Language } from '#kernel/localised-text'
import type { Filter, Freshness, Table, Write } from '#kernel/table'
import { assertionsOf, assertionWrites } from '../assertions.ts'
import { nameKeyWrites } from '../duplicates/name-index.ts'
import {
  clusterEntity,
  clusterFactsEntity,
  clusterKey,
  clusterList,
  clusterListingEntity,
  managedBy,
  managedClusterEntity,
  managedOf,
  type StoredAssertion,
  withNameKeys,
} from '../keys.ts'
import { listingQuery, listingWrites, type Sorting } from '../listings.ts'
import {
  type ClusterFacts,
  type ClusterId,
  type ClusterRecord,
  type ClusterSummary,
  clusterSummary,
  clusterView,
} from '../model.ts'

/** Records that one transaction can hold, less those that are no listings. */
const MOST_PLACES = 40

/** Which clusters are wanted. `place` is the list that is read: `all`, `drafts`, `region#…` or `category#…`. */
export interface ClusterFilter extends Sorting {
  readonly place: string
  readonly region?: string | undefined
  readonly category?: string | undefined
  readonly industry?: string | undefined
  readonly stage?: readonly string[] | undefined
  readonly status?: readonly string[] | undefined
  readonly updatedSince?: string | undefined
}

/** One change of a cluster: the record as it was and will be, and all that goes with it. */
export interface ClusterChange {
  readonly before?: Stored<ClusterRecord> | undefined
  readonly after: ClusterRecord
  readonly assertions: readonly StoredAssertion[]
  /** Its facts, once it has an entry. */
  readonly facts?: ClusterFacts | undefined
  readonly action: string
  /** The version that it leads to; the next one unless given. */
  readonly version?: number
  /** What it means that somebody else changed the cluster meanwhile; StaleVersionError unless given. */
  readonly otherwise?: () => Error
}

/** Where clusters are kept. */
export class ClusterStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(id: string, freshness?: Freshness): Promise<Stored<ClusterRecord> | undefined> {
    return fromItem(clusterEntity, await this.table.get(clusterKey(id), freshness))
  }

  /** The cluster, as it is now unless it is only shown. @throws NotFoundError */
  async get(id: string, freshness: Freshness = { consistent: true }): Promise<Stored<ClusterRecord>> {
    const stored = await this.find(id, freshness)
    if (stored === undefined) throw noSuchCluster(id)
    return stored
  }

  /** Where a cluster has gone to by mergers, one after the other; itself when it was not merged. */
  async lastOf(id: ClusterId): Promise<ClusterId> {
    const merger = (await this.find(id))?.value.merger
    return merger?.state === 'merged' ? this.lastOf(merger.into) : id
  }

  /** Clusters by id; unknown ones are left out. */
  async findAll(ids: readonly string[]): Promise<ReadonlyMap<string, ClusterRecord>> {
    const records = await valuesAt(this.table, clusterEntity, [...new Set(ids)].map(clusterKey))
    return new Map(records.map((record) => [record.id, record]))
  }

  async page(
    filter: ClusterFilter,
    language: Language,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<ClusterSummary>> {
    const filters = filtersOf(filter)
    const { items, next } = await this.table.query({
      ...listingQuery(clusterList(filter.place), filter, language),
      ...page,
      ...(filters.length > 0 && { filter: filters }),
    })
    return { items: valuesOf(clusterListingEntity, items).map(({ summary }) => summary), next }
  }

  /** A page of the clusters that an organisation manages, drafts among them, by id and so in the order in which they were
   *  made. */
  async managedBy(
    organisation: string,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<ClusterRecord>> {
    const { items, next } = await this.table.query({ pk: managedBy(organisation), ...page })
    const ids = valuesOf(managedClusterEntity, items).map(({ cluster }) => cluster)
    const known = await this.findAll(ids)
    return { items: ids.flatMap((id) => known.get(id) ?? []), next }
  }

  /** All that one change of a cluster writes: the record at its version, what was stated, its facts, its places in
   *  the lists. */
  changeWrites(change: ClusterChange, context: Context): readonly Write[] {
    const { before, assertions, facts, action, otherwise } = change
    const after = withNameKeys(change.after)
    const put: Write = {
      put: toItem(clusterEntity, after, {
        version: change.version ?? (before?.version ?? 0) + 1,
        change: changeBy(context, action),
      }),
      if: before === undefined ? 'absent' : { version: before.version },
      otherwise: otherwise ?? (() => (before === undefined ? idTaken(after.id) : new StaleVersionError())),
    }
    return [
      put,
      ...assertionWrites(assertions, context, action),
      ...(facts === undefined ? [] : [{ put: toItem(clusterFactsEntity, facts) }]),
      ...listingWrites(
        clusterListingEntity,
        before === undefined ? [] : listingsOf(before.value),
        listingsOf(after),
      ),
      ...managedWrites(before?.value, after),
      ...nameKeyWrites('cluster', before?.value, after),
    ]
  }

  /** Deletes a draft: its record leaves a last version that says who did it, its statements go with it. */
  async delete({ value, version }: Stored<ClusterRecord>, context: Context): Promise<void> {
    const { at } = context
    const change = changeBy(context, 'delete-cluster')
    await this.table.write([
      { put: toDeleted(clusterEntity, value, { version: version + 1, change, at }), if: { version } },
      ...listingWrites(clusterListingEntity, listingsOf(value), []),
      ...managedWrites(value, undefined),
      ...nameKeyWrites('cluster', value, undefined),
    ])
    const assertions = await assertionsOf(this.table, clusterKey(value.id).pk)
    await this.table.writeEach(
      assertions.map(({ subject, version, part }) => ({
        delete: { pk: subject, sk: `FACT#${String(version).padStart(8, '0')}#${part}` },
      })),
    )
  }
}

const filtersOf = (filter: ClusterFilter): Filter[] => {
  const { region, category, industry, stage, status, updatedSince, sort } = filter
  const filters: Filter[] = []
  if (region !== undefined) filters.push({ attribute: 'data.ancestors', includes: region })
  if (category !== undefined) filters.push({ attribute: 'data.categories', includes: category })
  if (industry !== undefined) filters.push({ attribute: 'data.industryCodes', includes: industry })
  if (stage !== undefined) filters.push({ attribute: 'data.summary.stage', in: stage })
  if (status !== undefined) filters.push({ attribute: 'data.summary.status', in: status })
  if (updatedSince !== undefined && sort === 'name')
    filters.push({ attribute: 'data.summary.updatedAt', atLeast: updatedSince })
  return filters
}

/** Its places in the lists: drafts stand in a list of their own, the others in the list of all, in one of every
 *  region that they lie in (the root is the list of all), and in one of each category. */
export const listingsOf = (record: ClusterRecord) => {
  const { status, fields, regionPaths, industryCodes } = record
  const categories = [fields.primaryCategory, ...fields.categories]
  const ancestors = [...new Set(regionPaths.flat())]
  const below = [...new Set(regionPaths.flatMap((path) => path.slice(1)))]
  const places =
    status === 'draft'
      ? ['drafts']
      : ['all', ...below.map((code) => `region#${code}`), ...categories.map((code) => `category#${code}`)]
  if (places.length > MOST_PLACES)
    throw new ConflictError({
      en: `The cluster would stand in ${places.length} lists; regions with those above them and categories may be ${MOST_PLACES - 1}.`,
      ru: `Кластер попал бы в ${places.length} списков; регионов с вышестоящими и категорий может быть не более ${MOST_PLACES - 1}.`,
    })
  const summary = clusterSummary(clusterView(record))
  return places.map((place) => ({ place, summary, ancestors, categories, industryCodes }))
}

/** The writes by which a cluster is found under who manages it now, and no longer under who did. */
export const managedWrites = (
  before: ClusterRecord | undefined,
  after: ClusterRecord | undefined,
): readonly Write[] =>
  listingWrites(
    managedClusterEntity,
    before === undefined ? [] : managedOf(before),
    after === undefined ? [] : managedOf(after),
  )

export const noSuchCluster = (id: string) =>
  new NotFoundError({ en: `There is no cluster ${id}.`, ru: `Кластера ${id} нет.` })

const idTaken = (id: string) =>
  new ConflictError({ en: `The id ${id} is taken.`, ru: `Идентификатор ${id} занят.` })
