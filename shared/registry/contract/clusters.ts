import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { CalendarDate, Instant } from '#kernel/clock'
import { pageOf, route } from '#kernel/contract'
import { LocalisedText } from '#kernel/localised-text'
import { CodeText } from '#reference/model'
import {
  Act,
  Cluster,
  ClusterContent,
  ClusterId,
  ClusterMerger,
  ClusterRow,
  ClusterStage,
  ClusterStatus,
  ClusterSummary,
  Likeness,
  MovedCluster,
  NewCluster,
  OrganisationId,
  Reason,
} from '../model.ts'
import { AtTime, listOf, Sorted, UpdatedSince } from './query.ts'

/** One step in the history of a cluster. */
export const HistoryStep = z
  .object({
    recordedAt: Instant,
    validFrom: CalendarDate,
    validTo: CalendarDate.nullable(),
    changes: z
      .record(z.string(), z.unknown())
      .register(z.globalRegistry, { description: 'Fields with their new values; null is none' }),
    act: Act.exactOptional(),
    actor: z
      .string()
      .exactOptional()
      .register(z.globalRegistry, { description: 'The random id of the person; shown to the authority' }),
  })
  .register(z.globalRegistry, { id: 'HistoryStep' })
export type HistoryStep = z.output<typeof HistoryStep>

/** In what two versions of a cluster differ. */
const ClusterDifferences = z
  .object({
    from: z.int(),
    to: z.int(),
    on: CalendarDate,
    differences: z.array(
      z.object({
        field: z.string(),
        before: z
          .unknown()
          .exactOptional()
          .register(z.globalRegistry, { description: 'Absent where it had no value' }),
        after: z
          .unknown()
          .exactOptional()
          .register(z.globalRegistry, { description: 'Absent where it has no value' }),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'ClusterDifferences' })

/** The statement that the facts still hold. */
const Confirmation = z
  .object({ reason: Reason.exactOptional() })
  .register(z.globalRegistry, { id: 'Confirmation' })

/** What is asked whether it is there already. */
const ClusterSought = z
  .object({
    names: LocalisedText,
    regions: ClusterContent.shape.regions.exactOptional(),
    seat: ClusterContent.shape.seat,
  })
  .register(z.globalRegistry, {
    id: 'ClusterSought',
    example: { names: { en: 'Optics Valley' }, regions: ['DE-BY'] },
  })

const OneCluster = z.object({ clusterId: ClusterId })

/** The routes of clusters. */
export const clusterRoutes = {
  listClusters: route({
    method: 'GET',
    path: '/clusters',
    access: 'public',
    summary:
      'List clusters; drafts only to those who work on them; of a past day by asOf and knownAt, in the order of their ids',
    query: z.object({
      region: CodeText.exactOptional().register(z.globalRegistry, {
        description: 'Clusters with a region in this one, whatever its level',
      }),
      category: CodeText.exactOptional().register(z.globalRegistry, {
        description: 'Primary or further category',
      }),
      industry: CodeText.exactOptional().register(z.globalRegistry, {
        description: 'Clusters with an industry in this one, whatever its level',
      }),
      stage: listOf(ClusterStage),
      status: listOf(ClusterStatus).meta({ description: '`draft` only by itself' }),
      updatedSince: UpdatedSince,
      ...Sorted,
      ...AtTime,
    }),
    responses: { 200: pageOf(ClusterSummary) },
    paged: true,
  }),
  listManagedClusters: route({
    method: 'GET',
    path: '/organisations/{organisationId}/managed-clusters',
    access: 'public',
    summary: 'List the clusters that an organisation manages; drafts only to those who work on them',
    params: z.object({ organisationId: OrganisationId }),
    responses: { 200: pageOf(ClusterSummary) },
    problems: ['not-found'],
    paged: true,
  }),
  getCluster: route({
    method: 'GET',
    path: '/clusters/{clusterId}',
    access: 'public',
    summary: 'Read a cluster, as it is or as it was on a day and known at an instant',
    params: OneCluster,
    query: z.object(AtTime),
    responses: { 200: Cluster, 308: MovedCluster },
    problems: ['not-found'],
  }),
  createCluster: route({
    method: 'POST',
    path: '/clusters',
    access: { power: 'cluster.edit' },
    summary: 'Draft a cluster',
    body: NewCluster,
    responses: { 201: Cluster },
    problems: ['likely-duplicates', 'rule-failed'],
    idempotent: true,
  }),
  findDuplicateClusters: route({
    method: 'POST',
    path: '/clusters/duplicates',
    access: { power: 'cluster.edit' },
    summary:
      'Find clusters that are probably the one to be drafted, among those that you may see; nothing is kept',
    body: ClusterSought,
    responses: {
      200: z.object({ items: z.array(z.object({ cluster: ClusterSummary, likeness: Likeness })) }),
    },
    problems: ['rule-failed'],
  }),
  importClusters: route({
    method: 'POST',
    path: '/clusters/import',
    access: { power: 'cluster.edit' },
    summary: 'Draft up to 500 clusters, each answered on its own',
    body: rowsOf(ClusterRow, 500),
    responses: { 200: BulkResult },
  }),
  changeCluster: route({
    method: 'PUT',
    path: '/clusters/{clusterId}',
    access: { power: 'cluster.edit' },
    summary: 'Change a cluster; the facts of a registered one change by amendment',
    params: OneCluster,
    body: ClusterContent,
    responses: { 200: Cluster },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
  }),
  deleteCluster: route({
    method: 'DELETE',
    path: '/clusters/{clusterId}',
    access: { power: 'cluster.edit' },
    summary: 'Delete a draft; what was registered stays',
    params: OneCluster,
    responses: { 204: z.null() },
    problems: ['not-found', 'conflict'],
    concurrency: 'if-match',
  }),
  mergeCluster: route({
    method: 'POST',
    path: '/clusters/{clusterId}/merger',
    access: { power: 'cluster.edit' },
    summary:
      'Merge a draft into the other record of the same cluster; repeated, it goes on where it broke off',
    params: OneCluster,
    body: ClusterMerger,
    responses: { 200: Cluster },
    problems: ['not-found', 'conflict', 'rule-failed', 'second-factor-required'],
    concurrency: 'if-match',
    idempotent: true,
  }),
  getClusterHistory: route({
    method: 'GET',
    path: '/clusters/{clusterId}/history',
    access: 'public',
    summary: 'List what was recorded of a cluster, in the order of recording',
    params: OneCluster,
    responses: { 200: pageOf(HistoryStep) },
    problems: ['not-found'],
    paged: true,
  }),
  getClusterDifferences: route({
    method: 'GET',
    path: '/clusters/{clusterId}/differences',
    access: 'public',
    summary: 'Compare two versions of a cluster field by field',
    params: OneCluster,
    query: z.object({
      from: z.coerce
        .number()
        .int()
        .min(0)
        .register(z.globalRegistry, { description: 'The earlier version; 0 is before its first' }),
      to: z.coerce
        .number()
        .int()
        .min(1)
        .exactOptional()
        .register(z.globalRegistry, { description: 'The later one; the last unless given' }),
      on: AtTime.asOf.meta({ description: 'The day on which both are compared; today unless given' }),
    }),
    responses: { 200: ClusterDifferences },
    problems: ['not-found'],
  }),
  confirmCluster: route({
    method: 'POST',
    path: '/clusters/{clusterId}/confirmation',
    access: { power: 'cluster.edit' },
    summary: 'State that the facts of a cluster still hold, as its editors do every year',
    params: OneCluster,
    body: Confirmation,
    responses: { 200: Cluster },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
    idempotent: true,
  }),
}
