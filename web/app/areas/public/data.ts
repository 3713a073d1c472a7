import { api } from '../../api.ts'
import { kpis } from '../../data.ts'
import { after, ONCE, paged, type Query, read } from '../../query.ts'
import type { RegionShapes } from './region-shapes.ts'

/** What only the pages for everybody read. */

export const composition = (clusterId: string) =>
  read('composition', clusterId, () => api.clusters.getComposition({ params: { clusterId } }))

export const members = (clusterId: string) =>
  paged('members', clusterId, (cursor) =>
    api.clusters.listMembers({
      params: { clusterId },
      query: { limit: 50, on: new Date().toISOString().slice(0, 10), ...after(cursor) },
    }),
  )

export const network = (clusterId: string) =>
  read('network', clusterId, () => api.clusters.getNetwork({ params: { clusterId }, query: {} }))

export const history = (clusterId: string) =>
  paged('history', clusterId, (cursor) =>
    api.clusters.getClusterHistory({ params: { clusterId }, query: { limit: 50, ...after(cursor) } }),
  )

export type FacilityFilter = { readonly cluster: string } | { readonly region: string }
export const facilities = (filter: FacilityFilter) =>
  paged('facilities', filter, (cursor) =>
    api.clusters.listFacilities({ query: { limit: 50, ...filter, ...after(cursor) } }),
  )

export const locationQuotients = (query: Query<typeof api.figures.getLocationQuotients>) =>
  read('location-quotients', query, () => api.figures.getLocationQuotients({ query }))

export const peerComparisons = (query: Query<typeof api.figures.getPeerComparisons>) =>
  read('peers', query, () => api.figures.getPeerComparisons({ query }))

export type DocumentFilter = Query<typeof api.knowledge.listDocuments>
export const documents = (query: DocumentFilter) =>
  paged('documents', query, (cursor) =>
    api.knowledge.listDocuments({ query: { limit: 50, ...query, ...after(cursor) } }),
  )

export const document = (documentId: string) =>
  read('document', documentId, () => api.knowledge.getDocument({ params: { documentId } }))

export const releases = () =>
  paged('releases', null, (cursor) => api.releases.listReleases({ query: { limit: 100, ...after(cursor) } }))

export const release = (ref: string) =>
  read('release', ref, () => api.releases.getRelease({ params: { release: ref } }))

export const releaseContents = (ref: string) =>
  read('release-contents', ref, () => api.releases.releaseContents({ params: { release: ref } }))

export const reportRuns = () =>
  paged('report-runs', null, (cursor) =>
    api.reports.listReportRuns({ query: { limit: 100, ...after(cursor) } }),
  )

export const reportRun = (runId: string) =>
  read('report-run', runId, () => api.reports.getReportRun({ params: { runId } }))

/** Texts of the operator of a deployment, beside the portal's files, replaceable there. */
export const operatorText = (name: string, language: string) => ({
  ...read('operator-text', [name, language], async () => {
    const response = await fetch(`/legal/${name}.${language}.txt`)
    if (!response.ok) throw new Error(`no text ${name}`)
    return { body: await response.text() }
  }),
  ...ONCE,
})

/** The indicator that the overview begins with. */
export const FIRST_INDICATOR = 'employment'

export const regionFigures = (indicator: string) =>
  kpis({ indicator, universe: 'region', dimension: 'region' })

export const clusterCounts = () =>
  kpis({ indicator: 'clusters-registered', dimension: 'region', attribution: 'seat' })

/** The regions as they are drawn, replaceable per deployment. */
export const regionShapes = () => ({
  ...read('region-shapes', null, async () => {
    const response = await fetch('/boundaries/de.json')
    if (!response.ok) throw new Error('no boundaries')
    const body: RegionShapes = await response.json()
    return { body }
  }),
  ...ONCE,
})
