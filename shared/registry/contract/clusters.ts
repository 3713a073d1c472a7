import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { CalendarDate, Instant } from '#kernel/clock'
import { pageOf, route } from '#kernel/contract'
import { CodeText } from '#reference/model'
import {
  Act,
  Cluster,
  ClusterContent,
  ClusterId,
  ClusterRow,
  ClusterStage,
  ClusterStatus,
  ClusterSummary,
} from '../model.ts'
import { listOf, Sorted, UpdatedSince } from './query.ts'

/** One step in the history of a cluster. */
export const HistoryStep = z
  .object({
    recordedAt: Instant,
    validFrom: CalendarDate,
    validTo: CalendarDate.nullable(),
    changes: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Fields with their new values; null is none' }),
    act: Act.exactOptional(),
    actor: z
      .string()
      .exactOptional()
      .meta({ description: 'The random id of the person; shown to the authority' }),
  })
  .meta({ id: 'HistoryStep' })
export type HistoryStep = z.output<typeof HistoryStep>

const OneCluster = z.object({ clusterId: ClusterId })

/** The routes of clusters. */
export const clusterRoutes = {
  listClusters: route({
    method: 'GET',
    path: '/clusters',
    access: 'public',
    summary: 'List clusters; drafts only to those who work on them',
    query: z.object({
      region: CodeText.exactOptional().meta({
        description: 'Clusters with a region in this one, whatever its level',
      }),
      category: CodeText.exactOptional().meta({ description: 'Primary or further category' }),
      industry: CodeText.exactOptional().meta({
        description: 'Clusters with an industry in this one, whatever its level',
      }),
      stage: listOf(ClusterStage),
      status: listOf(ClusterStatus).meta({ description: '`draft` only by itself' }),
      updatedSince: UpdatedSince,
      ...Sorted,
    }),
    responses: { 200: pageOf(ClusterSummary) },
    paged: true,
  }),
  getCluster: route({
    method: 'GET',
    path: '/clusters/{clusterId}',
    access: 'public',
    summary: 'Read a cluster',
    params: OneCluster,
    responses: { 200: Cluster },
    problems: ['not-found'],
  }),
  createCluster: route({
    method: 'POST',
    path: '/clusters',
    access: { power: 'cluster.edit' },
    summary: 'Draft a cluster',
    body: ClusterContent,
    responses: { 201: Cluster },
    problems: ['rule-failed'],
    idempotent: true,
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
    summary: 'Change a cluster; facts of a registered one need cluster.register besides',
    params: OneCluster,
    body: ClusterContent,
    responses: { 200: Cluster },
    problems: ['not-found', 'rule-failed'],
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
}
