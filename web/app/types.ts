import type { api } from './api.ts'

type BodyOf<F extends (request: never) => Promise<{ readonly body: unknown }>> = Awaited<
  ReturnType<F>
>['body']

/** Shapes that the API answers, by short names. */
export interface MonitoringTypes {
  readonly answer: BodyOf<typeof api.figures.getKpis>
  readonly row: BodyOf<typeof api.figures.getKpis>['rows'][number]
  readonly indicator: BodyOf<typeof api.monitoring.listIndicators>['items'][number]
}

export type Code = BodyOf<typeof api.reference.listCodes>['items'][number]
/** What can be chosen as codes are. */
export type NamedCode = Pick<Code, 'code' | 'names'> & Partial<Pick<Code, 'parent'>>
export type ClusterSummary = BodyOf<typeof api.clusters.listClusters>['items'][number]
export type Cluster = BodyOf<typeof api.clusters.getCluster>
export type NetworkOfTies = BodyOf<typeof api.clusters.getNetwork>
export type Release = BodyOf<typeof api.releases.getRelease>
export type ReportRun = BodyOf<typeof api.reports.getReportRun>
export type DocumentSummary = BodyOf<typeof api.knowledge.listDocuments>['items'][number]
