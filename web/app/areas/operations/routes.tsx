import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../root.tsx'
import { oneOf, textOf } from '../../search.ts'
import { demandSignIn, knowPowers } from '../../session/guard.ts'
import { DELIVERY_STATES } from './states.ts'

/** Keeping the platform running: what it does by itself, what failed, who changed what. */

const jobsRoute = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => knowPowers(cache),
  component: lazyRouteComponent(() => import('./pages/jobs.tsx'), 'JobsPage'),
})

const jobRoute = createRoute({
  getParentRoute: () => root,
  path: '/operations/jobs/$run',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) =>
    import('./data.ts').then(({ job }) => cache.fetchQuery(job(params.run))),
  component: lazyRouteComponent(() => import('./pages/job.tsx'), 'JobPage'),
})

const messagesRoute = createRoute({
  getParentRoute: () => root,
  path: '/operations/messages',
  validateSearch: (search) => oneOf(search, 'state', DELIVERY_STATES),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => knowPowers(cache),
  component: lazyRouteComponent(() => import('./pages/messages.tsx'), 'MessagesPage'),
})

const reportRunsRoute = createRoute({
  getParentRoute: () => root,
  path: '/operations/reports',
  validateSearch: (search) => textOf(search, 'report'),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => knowPowers(cache),
  component: lazyRouteComponent(() => import('./pages/report-runs.tsx'), 'ReportRunsPage'),
})

const failuresRoute = createRoute({
  getParentRoute: () => root,
  path: '/operations/failures',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => knowPowers(cache),
  component: lazyRouteComponent(() => import('./pages/failures.tsx'), 'FailuresPage'),
})

const failureRoute = createRoute({
  getParentRoute: () => root,
  path: '/operations/failures/$id',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/failure.tsx'), 'FailurePage'),
})

const auditRoute = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search) => ({
    ...textOf(search, 'record', 'actor', 'day'),
    ...oneOf(search, 'order', ['asc', 'desc']),
  }),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => knowPowers(cache),
  component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
})

const importsRoute = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  validateSearch: (search) => textOf(search, 'kind'),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => knowPowers(cache),
  component: lazyRouteComponent(() => import('./pages/imports.tsx'), 'ImportsPage'),
})

export const operationsRoutes = [
  jobsRoute,
  jobRoute,
  messagesRoute,
  reportRunsRoute,
  failuresRoute,
  failureRoute,
  auditRoute,
  importsRoute,
] as const
