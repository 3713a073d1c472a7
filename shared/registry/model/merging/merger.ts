import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { Act } from '../act.ts'
import { ClusterId, OrganisationId } from '../ids.ts'
import { Reason } from '../step.ts'

/** Records merged into one: they stand in its record. */
export const MOST_MERGED = 50

const decision = { reason: Reason, act: Act }

/** The decision that an organisation is recorded twice: what it is about goes over to the other record. */
export const OrganisationMerger = z
  .object({ into: OrganisationId.meta({ description: 'The record that stays' }), ...decision })
  .register(z.globalRegistry, { id: 'OrganisationMerger' })

/** The decision that a cluster is drafted twice. */
export const ClusterMerger = z
  .object({ into: ClusterId.meta({ description: 'The record that stays' }), ...decision })
  .register(z.globalRegistry, { id: 'ClusterMerger' })

/** What a record keeps of its merger into another: `merging` until everything has gone over. */
const mergerOf = <S extends z.ZodType<string>>(id: S) =>
  z.object({
    into: id,
    state: z.enum(['merging', 'merged']),
    since: Instant,
    /** Where ties and figures are to be looked for. */
    clusters: z.array(ClusterId),
    ...decision,
  })

/** What a record keeps of mergers: its own into another, and those into it. */
export const organisationMergers = {
  merger: mergerOf(OrganisationId).exactOptional(),
  absorbing: OrganisationId.exactOptional(),
  absorbed: z.array(OrganisationId).max(MOST_MERGED).exactOptional(),
}
export const clusterMergers = {
  merger: mergerOf(ClusterId).exactOptional(),
  absorbing: ClusterId.exactOptional(),
  absorbed: z.array(ClusterId).max(MOST_MERGED).exactOptional(),
}

/** A record as mergers see it. */
export interface Mergeable<Id extends string> {
  readonly id: Id
  readonly merger?: {
    readonly into: Id
    readonly state: 'merging' | 'merged'
    readonly since: Instant
    readonly clusters: readonly ClusterId[]
  }
  /** What is going over to it now: one at a time. */
  readonly absorbing?: Id
  /** What has gone over to it. */
  readonly absorbed?: readonly Id[]
}

/** Where a record went that was merged on the platform that it comes from. */
const mergedElsewhere = <S extends z.ZodType<string>>(id: S) =>
  z.object({ into: id, since: Instant }).register(z.globalRegistry, {
    description: 'The record into which it was merged on the platform that it comes from, and when',
  })
export const OrganisationMergedElsewhere = mergedElsewhere(OrganisationId)
export const ClusterMergedElsewhere = mergedElsewhere(ClusterId)
/** A merged record is there for the sake of its id. */
export const namedIfMerged = ({ id, merged }: { readonly id?: string; readonly merged?: object }): boolean =>
  merged === undefined || id !== undefined
export const NAMED_IF_MERGED = {
  error: 'a merged record has its id',
  params: { ru: 'у объединённой записи есть id' },
  path: ['id'],
}
export interface MergedElsewhere<Id extends string> {
  readonly into: Id
  readonly since: Instant
}

/** What a merged record answers: where it went. */
const movedTo = <S extends z.ZodType<string>>(id: S) =>
  z.object({
    id,
    mergedInto: id,
    since: Instant.meta({ description: 'When it was merged' }),
    mergedFrom: z.array(id).exactOptional().register(z.globalRegistry, {
      description: 'Records that had been merged into it before; those of clusters are for who works on it',
    }),
  })
export const MovedOrganisation = movedTo(OrganisationId).meta({ id: 'MovedOrganisation' })
export const MovedCluster = movedTo(ClusterId).meta({ id: 'MovedCluster' })

/** What becomes of the ids in records that are about merged ones. */
export interface Mapping {
  readonly cluster: (id: ClusterId) => ClusterId
  readonly organisation: (id: OrganisationId) => OrganisationId
}

export const organisationMapping = (from: OrganisationId, into: OrganisationId): Mapping => ({
  cluster: (id) => id,
  organisation: (id) => (id === from ? into : id),
})

export const clusterMapping = (from: ClusterId, into: ClusterId): Mapping => ({
  cluster: (id) => (id === from ? into : id),
  organisation: (id) => id,
})
