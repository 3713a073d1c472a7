import type { QueryClient } from '@tanstack/react-query'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as shared from '../../data.ts'
import { root } from '../../root.tsx'
import { oneOf, textOf } from '../../search.ts'
import { demandSignIn } from '../../session/guard.ts'
import { DIMENSIONS } from './dimensions.ts'

/** Campaigns and what follows from their figures. */

const campaignsRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/campaigns/campaigns.tsx'), 'CampaignsPage'),
})

/** What every form about figures names: regions, fields and industries, and the indicators. */
const namesLoader = (cache: QueryClient) =>
  Promise.all([
    ...(['regions', 'categories', 'industries'] as const).map((list) =>
      cache.ensureQueryData(shared.codesOf(list)),
    ),
    cache.ensureQueryData(shared.indicators()),
  ])

const planCampaignRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/new',
  beforeLoad: demandSignIn,
  validateSearch: (search) => textOf(search, 'like'),
  loaderDeps: ({ search: { like } }) => ({ like }),
  loader: async ({ context: { cache }, deps: { like } }) => {
    await namesLoader(cache)
    if (like === undefined) return undefined
    const { campaignOf } = await import('./data.ts')
    return (await cache.fetchQuery(campaignOf(like))).campaign
  },
  component: lazyRouteComponent(() => import('./pages/campaigns/plan-campaign.tsx'), 'PlanCampaignPage'),
})

const editCampaignRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/edit',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id } }) =>
    Promise.all([
      namesLoader(cache),
      import('./data.ts').then(({ campaignOf }) => cache.fetchQuery(campaignOf(id))),
    ]),
  component: lazyRouteComponent(() => import('./pages/campaigns/edit-campaign.tsx'), 'EditCampaignPage'),
})

const campaignRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  beforeLoad: demandSignIn,
  validateSearch: (search) =>
    oneOf(search, 'standing', ['late', 'returned', 'submitted', 'saved', 'owing', 'verified', 'exempt']),
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      import('./data.ts').then(({ campaignOf }) => cache.fetchQuery(campaignOf(params.id))),
      cache.ensureQueryData(shared.codesOf('regions')),
    ]),
  component: lazyRouteComponent(() => import('./pages/campaigns/campaign.tsx'), 'CampaignPage'),
})

/** What every page about one form needs. */
const formLoader = (cache: QueryClient, id: string, cluster: string) =>
  Promise.all([
    import('./data.ts').then(({ campaignOf, formOf }) =>
      Promise.all([cache.fetchQuery(campaignOf(id)), cache.fetchQuery(formOf(id, cluster))]),
    ),
    cache.ensureQueryData(shared.cluster(cluster)),
    cache.ensureQueryData(shared.codesOf('regions')),
    cache.ensureQueryData(shared.codesOf('industries')),
  ])

const entryRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/entry/$cluster',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id, cluster } }) => formLoader(cache, id, cluster),
  component: lazyRouteComponent(() => import('./pages/campaigns/entry.tsx'), 'EntryPage'),
})

const verifyRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/verify/$cluster',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id, cluster } }) => formLoader(cache, id, cluster),
  component: lazyRouteComponent(() => import('./pages/campaigns/verify.tsx'), 'VerifyPage'),
})

const membersRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/members/$cluster',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id, cluster } }) => formLoader(cache, id, cluster),
  component: lazyRouteComponent(() => import('./pages/campaigns/members.tsx'), 'AskMembersPage'),
})

const imputeRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id/impute/$cluster',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id, cluster } }) => formLoader(cache, id, cluster),
  component: lazyRouteComponent(() => import('./pages/campaigns/impute.tsx'), 'ImputePage'),
})

const targetsRoute = createRoute({
  getParentRoute: () => root,
  path: '/targets',
  beforeLoad: demandSignIn,
  validateSearch: (search) => ({
    ...textOf(search, 'indicator'),
    ...oneOf(search, 'universe', ['cluster', 'region']),
    ...oneOf(search, 'of', DIMENSIONS),
  }),
  loader: ({ context: { cache } }) => namesLoader(cache),
  component: lazyRouteComponent(() => import('./pages/targets/targets.tsx'), 'TargetsPage'),
})

const setTargetRoute = createRoute({
  getParentRoute: () => root,
  path: '/targets/set',
  beforeLoad: demandSignIn,
  validateSearch: (search) => ({
    ...textOf(search, 'indicator', 'code', 'period'),
    ...oneOf(search, 'universe', ['cluster', 'region']),
    ...oneOf(search, 'of', DIMENSIONS),
  }),
  loaderDeps: ({ search }) => search,
  /** The target that stands there already, if one does. */
  loader: async ({ context: { cache }, deps: { indicator, universe = 'cluster', of, code, period } }) => {
    await namesLoader(cache)
    if (indicator === undefined || period === undefined) return undefined
    const { targetsOf } = await import('./data.ts')
    const { items } = await cache.fetchQuery({ ...targetsOf(indicator, universe), staleTime: 0 })
    return items.find((one) => one.dimension === of && one.code === code && one.period === period)
  },
  component: lazyRouteComponent(() => import('./pages/targets/set-target.tsx'), 'SetTargetPage'),
})

const alertsRoute = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  beforeLoad: demandSignIn,
  validateSearch: (search) => ({
    ...oneOf(search, 'over', ['yes']),
    ...oneOf(search, 'severity', ['critical', 'warning', 'info']),
  }),
  loader: ({ context: { cache } }) => namesLoader(cache),
  component: lazyRouteComponent(() => import('./pages/alerts/alerts.tsx'), 'AlertsPage'),
})

const alertRulesRoute = createRoute({
  getParentRoute: () => root,
  path: '/alerts/rules',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => namesLoader(cache),
  component: lazyRouteComponent(() => import('./pages/alerts/rules.tsx'), 'AlertRulesPage'),
})

const newAlertRuleRoute = createRoute({
  getParentRoute: () => root,
  path: '/alerts/rules/new',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => namesLoader(cache),
  component: lazyRouteComponent(() => import('./pages/alerts/new-rule.tsx'), 'NewAlertRulePage'),
})

const alertRuleRoute = createRoute({
  getParentRoute: () => root,
  path: '/alerts/rules/$id',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id } }) =>
    Promise.all([
      namesLoader(cache),
      import('./data.ts').then(({ alertRuleOf }) => cache.fetchQuery(alertRuleOf(id))),
    ]),
  component: lazyRouteComponent(() => import('./pages/alerts/edit-rule.tsx'), 'EditAlertRulePage'),
})

const releasePlansRoute = createRoute({
  getParentRoute: () => root,
  path: '/release-plans',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/releases/release-plans.tsx'), 'ReleasePlansPage'),
})

/** A release with its version. */
const releaseLoader = async (cache: QueryClient, id: string) => {
  const { releasePlanOf } = await import('./data.ts')
  return cache.fetchQuery(releasePlanOf(id))
}

const planReleaseRoute = createRoute({
  getParentRoute: () => root,
  path: '/release-plans/new',
  beforeLoad: demandSignIn,
  validateSearch: (search) => textOf(search, 'revises'),
  loaderDeps: ({ search: { revises } }) => ({ revises }),
  loader: async ({ context: { cache }, deps: { revises } }) => {
    await namesLoader(cache)
    return revises === undefined ? undefined : (await releaseLoader(cache, revises)).release
  },
  component: lazyRouteComponent(() => import('./pages/releases/plan-release.tsx'), 'PlanReleasePage'),
})

const releasePlanRoute = createRoute({
  getParentRoute: () => root,
  path: '/release-plans/$id',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id } }) =>
    Promise.all([namesLoader(cache), releaseLoader(cache, id)]),
  component: lazyRouteComponent(() => import('./pages/releases/release-plan.tsx'), 'ReleasePlanPage'),
})

const editReleaseRoute = createRoute({
  getParentRoute: () => root,
  path: '/release-plans/$id/edit',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id } }) =>
    Promise.all([namesLoader(cache), releaseLoader(cache, id)]),
  component: lazyRouteComponent(() => import('./pages/releases/edit-release.tsx'), 'EditReleasePage'),
})

const reportDefinitionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/report-definitions',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => namesLoader(cache),
  component: lazyRouteComponent(() => import('./pages/reports/definitions.tsx'), 'ReportDefinitionsPage'),
})

const newReportRoute = createRoute({
  getParentRoute: () => root,
  path: '/report-definitions/new',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => namesLoader(cache),
  component: lazyRouteComponent(() => import('./pages/reports/new-report.tsx'), 'NewReportPage'),
})

/** A definition of a report, with the names that it speaks of. */
const reportLoader = (cache: QueryClient, id: string) =>
  Promise.all([
    namesLoader(cache),
    import('./data.ts').then(({ reportDefinitionOf }) => cache.fetchQuery(reportDefinitionOf(id))),
  ])

const reportDefinitionRoute = createRoute({
  getParentRoute: () => root,
  path: '/report-definitions/$id',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id } }) => reportLoader(cache, id),
  component: lazyRouteComponent(() => import('./pages/reports/definition.tsx'), 'ReportDefinitionPage'),
})

const editReportRoute = createRoute({
  getParentRoute: () => root,
  path: '/report-definitions/$id/edit',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params: { id } }) => reportLoader(cache, id),
  component: lazyRouteComponent(() => import('./pages/reports/edit-report.tsx'), 'EditReportPage'),
})

/** For members of clusters, who have no account: the token behind `#` is sent to no server as an address. */
const memberFormRoute = createRoute({
  getParentRoute: () => root,
  path: '/member-form',
  component: lazyRouteComponent(() => import('./pages/campaigns/member-form.tsx'), 'MemberFormPage'),
})

export const monitoringRoutes = [
  campaignsRoute,
  planCampaignRoute,
  editCampaignRoute,
  campaignRoute,
  entryRoute,
  verifyRoute,
  membersRoute,
  imputeRoute,
  memberFormRoute,
  targetsRoute,
  setTargetRoute,
  alertsRoute,
  alertRulesRoute,
  newAlertRuleRoute,
  alertRuleRoute,
  releasePlansRoute,
  planReleaseRoute,
  releasePlanRoute,
  editReleaseRoute,
  reportDefinitionsRoute,
  newReportRoute,
  reportDefinitionRoute,
  editReportRoute,
] as const
