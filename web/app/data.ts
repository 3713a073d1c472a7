import { inAddress } from '#registry/model/entry-steps'
import { api } from './api.ts'
import { after, ONCE, paged, type Query, read, wholeList } from './query.ts'

/** What pages of several areas read; what those of one read stands in its `areas/<area>/data.ts`. */

export const codesOf = (list: 'regions' | 'categories' | 'industries') => ({
  ...read('codes', list, async () => ({
    body: await wholeList((cursor) =>
      api.reference.listCodes({ params: { list }, query: { limit: 200, ...after(cursor) } }),
    ),
  })),
  ...ONCE,
})

export const indicators = () => ({
  ...read('indicators', null, () => api.monitoring.listIndicators({})),
  ...ONCE,
})

export type KpiQuestion = Query<typeof api.figures.getKpis>
export const kpis = (query: KpiQuestion) => read('kpis', query, () => api.figures.getKpis({ query }))

export type ClusterFilter = Query<typeof api.clusters.listClusters>
export const clusters = (query: ClusterFilter) =>
  paged('clusters', query, (cursor) =>
    api.clusters.listClusters({ query: { limit: 100, ...query, ...after(cursor) } }),
  )

export const cluster = (clusterId: string) =>
  read('cluster', clusterId, () => api.clusters.getCluster({ params: { clusterId } }))

export const organisation = (organisationId: string) =>
  read('organisation', organisationId, () => api.clusters.getOrganisation({ params: { organisationId } }))

export type OrganisationFilter = Omit<Query<typeof api.clusters.listOrganisations>, 'limit' | 'cursor'>

/** The first organisations that a search finds. */
export const organisationsSought = (sought: OrganisationFilter) =>
  read('organisations-sought', sought, () =>
    api.clusters.listOrganisations({ query: { ...sought, limit: 20 } }),
  )

export const registers = () => ({
  ...read('registers', null, () => api.registers.listRegisters({ query: { limit: 200 } })),
  ...ONCE,
})

export const entrySteps = (registerId: string, number: string) =>
  read('entry-steps', [registerId, number], () =>
    api.registers.listEntrySteps({ params: { registerId, number: inAddress(number) }, query: { limit: 50 } }),
  )

/** Where a file of a report can be read for a short time: asked for once, for the page that shows it. */
export const shownReport = (runId: string, name: string) => ({
  ...read('shown-report', [runId, name], () =>
    api.reports.downloadReport({ params: { runId, name }, query: { disposition: 'inline' } }),
  ),
  ...ONCE,
  gcTime: 0,
})
