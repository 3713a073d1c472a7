import type { Context } from '#kernel/call'
import { changeBy, type Stored, toItem } from '#kernel/entity'
import { lostRace } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { assertionWrites } from '../assertions.ts'
import { nameKeyWrites } from '../duplicates/name-index.ts'
import {
  heldEntity,
  organisationEntity,
  organisationListingEntity,
  type StoredAssertion,
  withNameKeys,
} from '../keys.ts'
import { listingWrites } from '../listings.ts'
import type { HeldMemberships, OrganisationRecord } from '../model.ts'
import { guardsOf } from '../organisations/guards.ts'
import { listingsOf, restrictionWrites } from '../organisations/organisation-store.ts'
import { beginning, finished } from '../unfinished.ts'
import { MERGING } from './move-memberships.ts'

/** The transaction that begins a merger of organisations. What the one that goes holds gets a new version, so that who
 *  read it before writes nothing about it any more. */
export const startWrites = (
  {
    from,
    into,
    held,
  }: {
    readonly from: Stored<OrganisationRecord>
    readonly into: Stored<OrganisationRecord>
    readonly held: Stored<HeldMemberships>
  },
  merger: NonNullable<OrganisationRecord['merger']>,
  context: Context,
): readonly Write[] => {
  const change = changeBy(context, MERGING)
  const put = ({ version }: Stored<unknown>, value: OrganisationRecord): Write => ({
    put: toItem(organisationEntity, value, { version: version + 1, change }),
    if: { version },
  })
  return [
    put(from, { ...from.value, merger }),
    put(into, { ...into.value, absorbing: from.value.id }),
    {
      put: toItem(heldEntity, held.value, { version: held.version + 1 }),
      if: held.version === 0 ? 'absent' : { version: held.version },
      otherwise: lostRace,
    },
    beginning('organisation-merger', from.value.id, context),
  ]
}

/** The transaction that ends one: the identifiers of both are the other's, and the one that goes stands in no list and
 *  under no name any more. At most 73 records, most of them of ten identifiers and of the lists of both. */
export const endWrites = (
  {
    from,
    into,
    after: merged,
    assertions,
  }: {
    readonly from: Stored<OrganisationRecord>
    readonly into: Stored<OrganisationRecord>
    readonly after: OrganisationRecord
    readonly assertions: readonly StoredAssertion[]
  },
  context: Context,
): readonly Write[] => {
  const { merger } = from.value
  if (merger === undefined) throw new Error(`the merger of ${from.value.id} was never begun`)
  const change = changeBy(context, MERGING)
  const after = withNameKeys(merged)
  const { formerNames: _former, ...left } = from.value
  const gone: OrganisationRecord = {
    ...left,
    nameKeys: [],
    merger: { ...merger, state: 'merged', clusters: [] },
    updatedAt: context.at.toISOString(),
  }
  const put = ({ version }: Stored<unknown>, value: OrganisationRecord): Write => ({
    put: toItem(organisationEntity, value, { version: version + 1, change }),
    if: { version },
    otherwise: lostRace,
  })
  return [
    put(into, after),
    put(from, gone),
    ...guardsTaken(from.value, into.value, after),
    ...assertionWrites(assertions, context, MERGING),
    ...listingWrites(organisationListingEntity, listingsOf(into.value), listingsOf(after)),
    ...listingWrites(organisationListingEntity, listingsOf(from.value), []),
    ...nameKeyWrites('organisation', into.value, after),
    ...nameKeyWrites('organisation', from.value, undefined),
    ...restrictionWrites(into.value, after, context),
    finished('organisation-merger', from.value.id),
    finished('restrictions', from.value.id),
  ]
}

/** Of the guards of both those that stay are the other's; what it did not have before is taken from the one that goes,
 *  whose version the transaction checks. */
const guardsTaken = (
  from: OrganisationRecord,
  into: OrganisationRecord,
  after: OrganisationRecord,
): readonly Write[] => {
  const own = new Set(guardsOf(into).map(({ pk }) => pk))
  const staying = guardsOf(after)
  const kept = new Set(staying.map(({ pk }) => pk))
  return [
    ...[...guardsOf(into), ...guardsOf(from)]
      .filter(({ pk }) => !kept.has(pk))
      .map(({ pk, sk }): Write => ({ delete: { pk, sk } })),
    ...staying.filter(({ pk }) => !own.has(pk)).map(({ item }): Write => ({ put: item })),
  ]
}
