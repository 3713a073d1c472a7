import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { after, paged, type Query } from '../../query.ts'
import { audit, failures as givenUp, deliveries as messages } from './api.ts'

/** What only operations read: always as it is now. */

const FRESH = { staleTime: 0 } as const

export const jobs = () => ({
  ...paged('jobs', null, (cursor) => api.monitoring.listJobs({ query: { limit: 50, ...after(cursor) } })),
  ...FRESH,
})

export const job = (run: string) =>
  queryOptions({
    queryKey: ['job', run],
    queryFn: async () => (await api.monitoring.getJob({ params: { run } })).body,
    ...FRESH,
  })

export type JobRun = Awaited<ReturnType<typeof api.monitoring.getJob>>['body']

export type DeliveryState = NonNullable<Query<typeof messages.listDeliveries>['state']>

export const deliveries = (state: DeliveryState) => ({
  ...paged('deliveries', state, (cursor) =>
    messages.listDeliveries({ query: { state, limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

export const reports = () => ({
  ...paged('report-definitions', null, (cursor) =>
    api.reports.listReports({ query: { limit: 100, ...after(cursor) } }),
  ),
  ...FRESH,
})

/** The runs of a report, failed ones too. */
export const runsOf = (reportId: string) => ({
  ...paged('runs-of-report', reportId, (cursor) =>
    api.reports.listRunsOfReport({ params: { reportId }, query: { limit: 20, ...after(cursor) } }),
  ),
  ...FRESH,
})

export type Failure = Awaited<ReturnType<typeof givenUp.getFailure>>['body']

export const failures = () => ({
  ...paged('failures', null, (cursor) => givenUp.listFailures({ query: { limit: 50, ...after(cursor) } })),
  ...FRESH,
})

/** How often a failure is looked at while it is being redriven. */
const REDRIVE_MILLISECONDS = 1500

export const failure = (failureId: string) =>
  queryOptions({
    queryKey: ['failure', failureId],
    queryFn: async () => (await givenUp.getFailure({ params: { failureId } })).body,
    ...FRESH,
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'asked' || data?.state === 'running' ? REDRIVE_MILLISECONDS : false,
  })

/** What the audit trail is asked: what was done to a record, by an actor, or on a day. */
export interface AuditFilter {
  readonly record?: string
  readonly actor?: string
  readonly day?: string
  readonly order?: 'asc' | 'desc'
}

export const changes = (filter: AuditFilter) => ({
  ...paged('audit', filter, (cursor) =>
    audit.listChanges({ query: { ...filter, limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

export const sealedDays = () => ({
  ...paged('audit-days', null, (cursor) => audit.listDays({ query: { limit: 31, ...after(cursor) } })),
  ...FRESH,
})
