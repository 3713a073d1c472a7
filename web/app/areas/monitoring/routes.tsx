import type { QueryClient } from '@tanstack/react-query'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as shared from '../../data.ts'
import { root } from '../../root.tsx'
import { oneOf } from '../../search.ts'
import { demandSignIn } from '../../session/guard.ts'

/** Campaigns and what follows from their figures. */

const campaignsRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/campaigns/campaigns.tsx'), 'CampaignsPage'),
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

/** What both pages about one form need. */
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

/** For members of clusters, who have no account: the token behind `#` is sent to no server as an address. */
const memberFormRoute = createRoute({
  getParentRoute: () => root,
  path: '/member-form',
  component: lazyRouteComponent(() => import('./pages/campaigns/member-form.tsx'), 'MemberFormPage'),
})

export const monitoringRoutes = [
  campaignsRoute,
  campaignRoute,
  entryRoute,
  verifyRoute,
  memberFormRoute,
] as const
