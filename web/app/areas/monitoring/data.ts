import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { say } from '../../language.ts'
import { after, paged, read, wholeList } from '../../query.ts'
import { type Alert, alerts, campaigns, persons } from './api.ts'

/** What only the pages of monitoring read. */

export const allCampaigns = () =>
  paged('campaigns', null, (cursor) => campaigns.listCampaigns({ query: { limit: 50, ...after(cursor) } }))

/** With its version, for what is changed about it. */
export const campaignOf = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaign', campaignId],
    queryFn: async () => {
      const { body, version = 0 } = await campaigns.getCampaign({ params: { campaignId } })
      return { campaign: body, version }
    },
    staleTime: 0,
  })

export const progressOf = (campaignId: string) => ({
  ...read('campaign-progress', campaignId, () => campaigns.getProgress({ params: { campaignId } })),
  staleTime: 0,
})

/** A cluster's form as it is now, with its version; never from the cache, which would be older than what was saved. */
export const formOf = (campaignId: string, cluster: string) =>
  queryOptions({
    queryKey: ['campaign-form', campaignId, cluster],
    queryFn: async () => {
      const { body, version = 0 } = await campaigns.getForm({ params: { campaignId, cluster } })
      return { form: body, version }
    },
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** Who of a cluster's members was asked, and how far they are. */
export const memberFormsOf = (campaignId: string, cluster: string) => ({
  ...read('member-forms', [campaignId, cluster], () =>
    campaigns.listMemberForms({ params: { campaignId, cluster } }),
  ),
  staleTime: 0,
})

/** The members of a cluster today. */
export const membersToday = (clusterId: string) =>
  read('members-today', clusterId, async () => ({
    body: await wholeList((cursor) =>
      api.clusters.listMembers({
        params: { clusterId },
        query: { limit: 100, on: new Date().toISOString().slice(0, 10), ...after(cursor) },
      }),
    ),
  }))

/** The reader's alerts, the newest first: those that are not over, or those that are. */
export const alertsOf = (state: 'unresolved' | 'resolved', severity: Alert['severity'] | undefined) => ({
  ...paged('alerts', [state, severity], (cursor) =>
    alerts.listAlerts({
      query: { state, limit: 50, ...(severity !== undefined && { severity }), ...after(cursor) },
    }),
  ),
  staleTime: 0,
})

export const alertRules = () => ({
  ...read('alert-rules', null, () => alerts.listAlertRules({})),
  staleTime: 0,
})

/** With its version, for changing it. */
export const alertRuleOf = (ruleId: string) =>
  queryOptions({
    queryKey: ['alert-rule', ruleId],
    queryFn: async () => {
      const { body, version = 0 } = await alerts.getAlertRule({ params: { ruleId } })
      return { rule: body, version }
    },
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

/** People with an account, for who may list them. */
export const people = () =>
  read('people', null, async () => ({
    body: await wholeList((cursor) => persons.listPersons({ query: { limit: 100, ...after(cursor) } })),
  }))

/** All releases and the dates of those to come. */
export const releasePlans = () => ({
  ...paged('release-plans', null, (cursor) =>
    api.releases.listReleases({ query: { limit: 50, ...after(cursor) } }),
  ),
  staleTime: 0,
})

/** With its version, for what is changed about it. */
export const releasePlanOf = (release: string) =>
  queryOptions({
    queryKey: ['release-plan', release],
    queryFn: async () => {
      const { body, version = 0 } = await api.releases.getRelease({ params: { release } })
      return { release: body, version }
    },
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

/** What a prepared or published release holds; never from the cache, since it may be prepared anew. */
export const heldBy = (release: string) => ({
  ...read('held-by', release, () => api.releases.releaseContents({ params: { release } })),
  staleTime: 0,
  retry: false,
})

/** The reports that the reader may have made. */
export const reportDefinitions = () => ({
  ...paged('report-definitions', null, (cursor) =>
    api.reports.listReports({ query: { limit: 50, ...after(cursor) } }),
  ),
  staleTime: 0,
})

/** With its version, for changing it. */
export const reportDefinitionOf = (reportId: string) =>
  queryOptions({
    queryKey: ['report-definition', reportId],
    queryFn: async () => {
      const { body, version = 0 } = await api.reports.getReport({ params: { reportId } })
      return { report: body, version }
    },
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

/** How often runs are looked at while one is being made. */
const RUN_MILLISECONDS = 2000

/** The newest runs of a report, failed ones too; read again while one is being made. */
export const runsOf = (reportId: string) =>
  queryOptions({
    queryKey: ['runs-of-report', reportId, 'newest'],
    queryFn: async () =>
      (await api.reports.listRunsOfReport({ params: { reportId }, query: { limit: 50 } })).body.items,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === 'queued') ? RUN_MILLISECONDS : false,
  })

export const targetsOf = (indicator: string, universe: 'cluster' | 'region') =>
  read('targets', [indicator, universe], () => api.monitoring.listTargets({ query: { indicator, universe } }))

/** The form that a member's link opens. */
export const memberForm = (token: string) => ({
  ...read('member-form', token, () => campaigns.readMemberForm({ body: { token } })),
  staleTime: 0,
  refetchOnWindowFocus: false,
})

/** The names of all clusters that stand in a register, by id. */
export const clusterNames = () =>
  queryOptions({
    queryKey: ['cluster-names'],
    queryFn: async () => {
      const all = await wholeList((cursor) =>
        api.clusters.listClusters({ query: { limit: 200, ...after(cursor) } }),
      )
      return new Map(all.map(({ id, names }) => [id, say(names)]))
    },
    staleTime: 600_000,
  })
