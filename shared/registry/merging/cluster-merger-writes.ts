import type { Context } from '#kernel/call'
import { changeBy, type Stored, toItem } from '#kernel/entity'
import { lostRace } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { assertionWrites } from '../assertions.ts'
import { listingsOf, managedWrites } from '../clusters/cluster-store.ts'
import { nameKeyWrites } from '../duplicates/name-index.ts'
import { clusterEntity, clusterListingEntity, type StoredAssertion } from '../keys.ts'
import { listingWrites } from '../listings.ts'
import type { ClusterRecord } from '../model.ts'
import { beginning, finished } from '../unfinished.ts'
import { MERGING } from './move-memberships.ts'

interface Pair {
  readonly from: Stored<ClusterRecord>
  readonly into: Stored<ClusterRecord>
}

const put = (
  { version }: Stored<ClusterRecord>,
  value: ClusterRecord,
  context: Context,
): Extract<Write, { put: unknown }> => ({
  put: toItem(clusterEntity, value, { version: version + 1, change: changeBy(context, MERGING) }),
  if: { version },
})

/** The transaction that begins a merger of clusters: who read the one that goes before writes nothing about it any
 *  more. */
export const startClusterWrites = (
  { from, into }: Pair,
  merger: NonNullable<ClusterRecord['merger']>,
  context: Context,
): readonly Write[] => [
  put(from, { ...from.value, merger }, context),
  put(into, { ...into.value, absorbing: from.value.id }, context),
  beginning('cluster-merger', from.value.id, context),
]

/** The transaction that ends one: the one that goes stands in no list and under no name any more. */
export const endClusterWrites = (
  {
    from,
    into,
    after,
    assertions,
  }: Pair & { readonly after: ClusterRecord; readonly assertions: readonly StoredAssertion[] },
  context: Context,
): readonly Write[] => {
  const { merger } = from.value
  if (merger === undefined) throw new Error(`the merger of ${from.value.id} was never begun`)
  const gone: ClusterRecord = {
    ...from.value,
    nameKeys: [],
    merger: { ...merger, state: 'merged' },
    updatedAt: context.at.toISOString(),
  }
  return [
    { ...put(into, after, context), otherwise: lostRace },
    { ...put(from, gone, context), otherwise: lostRace },
    ...assertionWrites(assertions, context, MERGING),
    ...listingWrites(clusterListingEntity, listingsOf(into.value), listingsOf(after)),
    ...listingWrites(clusterListingEntity, listingsOf(from.value), []),
    ...managedWrites(into.value, after),
    ...managedWrites(from.value, undefined),
    ...nameKeyWrites('cluster', from.value, undefined),
    finished('cluster-merger', from.value.id),
  ]
}
