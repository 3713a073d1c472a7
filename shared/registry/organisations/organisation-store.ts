import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, type Stored, toDeleted, toItem, valuesAt, valuesOf } from '#kernel/entity'
import { ConflictError, NotFoundError, StaleVersionError } from '#kernel/errors'
import { collationKey, type Language } from '#kernel/localised-text'
import type { Filter, Table, Write } from '#kernel/table'
import { assertionWrites } from '../assertions.ts'
import { nameKeyWrites } from '../duplicates/name-index.ts'
import {
  heldKey,
  identifierEntity,
  identifierKey,
  namesakeEntity,
  namesakeKey,
  organisationEntity,
  organisationKey,
  organisationList,
  organisationListingEntity,
  type StoredAssertion,
  withNameKeys,
} from '../keys.ts'
import { listingQuery, listingWrites, type Sorting } from '../listings.ts'
import {
  type Identifier,
  type OrganisationFields,
  type OrganisationId,
  type OrganisationRecord,
  type OrganisationSummary,
  organisationSummary,
  withFormerNames,
} from '../model.ts'
import { beginning, finished } from '../unfinished.ts'
import { guardsOf, guardWrites, nameAt, taken } from './guards.ts'

/** Which organisations are wanted. `place` is the list that is read: `all` or `region#…`. */
export interface OrganisationFilter extends Sorting {
  readonly place: string
  /** How the name begins. */
  readonly name?: string | undefined
  readonly kind?: readonly string[] | undefined
  readonly size?: readonly string[] | undefined
  readonly updatedSince?: string | undefined
}

/** Where organisations are kept. */
export class OrganisationStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(
    id: string,
    options?: { readonly consistent: boolean },
  ): Promise<Stored<OrganisationRecord> | undefined> {
    return fromItem(organisationEntity, await this.table.get(organisationKey(id), options))
  }

  /** The organisation as it is now. @throws NotFoundError */
  async get(id: string): Promise<Stored<OrganisationRecord>> {
    const stored = await this.find(id, { consistent: true })
    if (stored === undefined) throw noSuchOrganisation(id)
    return stored
  }

  /** Where an organisation has gone to by mergers, one after the other; itself when it was not merged. */
  async lastOf(id: OrganisationId): Promise<OrganisationId> {
    const merger = (await this.find(id))?.value.merger
    return merger?.state === 'merged' ? this.lastOf(merger.into) : id
  }

  /** Organisations by id; unknown ones are left out. */
  async findAll(ids: readonly string[]): Promise<ReadonlyMap<string, OrganisationRecord>> {
    const records = await valuesAt(this.table, organisationEntity, [...new Set(ids)].map(organisationKey))
    return new Map(records.map((record) => [record.id, record]))
  }

  /** Whose identifier this is. */
  async holderOf({ scheme, value }: Identifier): Promise<string | undefined> {
    const item = await this.table.get(identifierKey(scheme, value), { consistent: true })
    return fromItem(identifierEntity, item)?.value.organisation
  }

  /** Those that have one of these identifiers. */
  async holding(identifiers: readonly Identifier[]): Promise<readonly OrganisationRecord[]> {
    const holders = await Promise.all(identifiers.map((identifier) => this.holderOf(identifier)))
    return [...(await this.findAll(holders.filter((holder) => holder !== undefined))).values()]
  }

  /** The organisation without identifiers that has this name at this seat. */
  async namesake(fields: OrganisationFields): Promise<string | undefined> {
    const { place, name } = nameAt(fields)
    const item = await this.table.get(namesakeKey(place, name), { consistent: true })
    return fromItem(namesakeEntity, item)?.value.organisation
  }

  async page(
    filter: OrganisationFilter,
    language: Language,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<OrganisationSummary>> {
    const { place, name, kind, size, updatedSince } = filter
    // What begins so stands together only in the order of names.
    const sort = name === undefined ? filter.sort : 'name'
    const filters: Filter[] = []
    if (kind !== undefined) filters.push({ attribute: 'data.summary.kind', in: kind })
    if (size !== undefined) filters.push({ attribute: 'data.summary.size', in: size })
    if (updatedSince !== undefined && sort === 'name')
      filters.push({ attribute: 'data.summary.updatedAt', atLeast: updatedSince })
    const { items, next } = await this.table.query({
      ...listingQuery(organisationList(place), { ...filter, sort }, language),
      ...(name !== undefined && { sk: { beginsWith: collationKey(name) } }),
      ...page,
      ...(filters.length > 0 && { filter: filters }),
    })
    return { items: valuesOf(organisationListingEntity, items).map(({ summary }) => summary), next }
  }

  /** All that one change of an organisation writes; each identifier is taken for it alone. */
  changeWrites(
    change: {
      readonly before?: Stored<OrganisationRecord> | undefined
      readonly after: OrganisationRecord
      readonly assertions: readonly StoredAssertion[]
      readonly action: string
    },
    context: Context,
  ): readonly Write[] {
    const { before, assertions, action } = change
    const after = withNameKeys(withFormerNames(before?.value, change.after))
    return [
      {
        put: toItem(organisationEntity, after, {
          version: (before?.version ?? 0) + 1,
          change: changeBy(context, action),
        }),
        if: before === undefined ? 'absent' : { version: before.version },
        otherwise: () =>
          before === undefined
            ? taken(`id ${after.id}`, `Идентификатор ${after.id}`)
            : new StaleVersionError(),
      },
      ...guardWrites(before?.value, after),
      ...assertionWrites(assertions, context, action),
      ...listingWrites(
        organisationListingEntity,
        before === undefined ? [] : listingsOf(before.value),
        listingsOf(after),
      ),
      ...nameKeyWrites('organisation', before?.value, after),
      ...restrictionWrites(before?.value, after, context),
    ]
  }

  /** What deletes an organisation that was never a member of a cluster, with all that it had taken. */
  deletionWrites({ value, version }: Stored<OrganisationRecord>, context: Context): readonly Write[] {
    const change = changeBy(context, 'delete-organisation')
    return [
      {
        put: toDeleted(organisationEntity, value, { version: version + 1, change, at: context.at }),
        if: { version },
      },
      { check: heldKey(value.id), if: 'absent', otherwise: isMember },
      ...guardsOf(value).map(({ pk, sk }): Write => ({ delete: { pk, sk } })),
      ...listingWrites(organisationListingEntity, listingsOf(value), []),
      ...nameKeyWrites('organisation', value, undefined),
      finished('restrictions', value.id),
    ]
  }
}

/** That memberships have to follow what restricts an organisation, or restricted it until now. */
export const restrictionWrites = (
  before: OrganisationRecord | undefined,
  after: OrganisationRecord,
  context: Context,
): readonly Write[] =>
  [before, after].some((one) => (one?.fields.restrictions ?? []).length > 0)
    ? [beginning('restrictions', after.id, context)]
    : []

/** Its places in the lists: the list of all, and one of every region that its seat lies in. */
export const listingsOf = (record: OrganisationRecord) => {
  const summary = organisationSummary(record)
  return ['all', ...record.seatPath.slice(1).map((code) => `region#${code}`)].map((place) => ({
    place,
    summary,
  }))
}

const isMember = () =>
  new ConflictError({
    en: 'The organisation is or was a member of a cluster: its record stays.',
    ru: 'Организация состоит или состояла в кластере: запись о ней сохраняется.',
  })

export const noSuchOrganisation = (id: string) =>
  new NotFoundError({ en: `There is no organisation ${id}.`, ru: `Организации ${id} нет.` })
