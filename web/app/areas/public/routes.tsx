import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as shared from '../../data.ts'
import { DIMENSIONS, GROUP_LISTS } from '../../figures/group-lists.ts'
import { root } from '../../root.tsx'
import { listOf, numberOf, oneOf, textOf } from '../../search.ts'
import * as data from './data.ts'

/** The pages for everybody. */

const homeRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search) => ({
    ...textOf(search, 'indicator', 'year'),
    ...oneOf(search, 'shade', ['value', 'change']),
    ...oneOf(search, 'sort', ['name', 'value', 'change', 'clusters']),
    ...oneOf(search, 'order', ['asc', 'desc']),
  }),
  loaderDeps: ({ search: { indicator = data.FIRST_INDICATOR } }) => ({ indicator }),
  loader: ({ context: { cache }, deps: { indicator } }) => {
    // The page is shown before they are there, but not asked for one after the other.
    for (const question of [data.regionFigures(indicator), data.clusterCounts()])
      void cache.prefetchQuery(question)
    void cache.prefetchQuery(data.regionShapes())
    return Promise.all([
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.indicators()),
    ])
  },
  component: lazyRouteComponent(() => import('./pages/home.tsx'), 'HomePage'),
})

const registerRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters',
  validateSearch: (search) => ({
    ...textOf(search, 'region', 'category', 'industry', 'name'),
    ...oneOf(search, 'stage', ['emergence', 'growth', 'sustainment', 'decline']),
    ...oneOf(search, 'status', ['registered', 'suspended', 'removed', 'annulled']),
  }),
  loader: ({ context: { cache } }) =>
    Promise.all([
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.codesOf('categories')),
    ]),
  component: lazyRouteComponent(() => import('./pages/register.tsx'), 'RegisterPage'),
})

const clusterRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id',
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      cache.ensureQueryData(shared.cluster(params.id)),
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.codesOf('categories')),
      cache.ensureQueryData(shared.codesOf('industries')),
    ]),
  component: lazyRouteComponent(() => import('./pages/cluster.tsx'), 'ClusterPage'),
})

const regionRoute = createRoute({
  getParentRoute: () => root,
  path: '/regions/$code',
  loader: ({ context: { cache } }) =>
    Promise.all([
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.codesOf('categories')),
      cache.ensureQueryData(shared.codesOf('industries')),
      cache.ensureQueryData(shared.indicators()),
    ]),
  component: lazyRouteComponent(() => import('./pages/region.tsx'), 'RegionPage'),
})

const categoryRoute = createRoute({
  getParentRoute: () => root,
  path: '/categories/$code',
  loader: ({ context: { cache } }) =>
    Promise.all([
      cache.ensureQueryData(shared.codesOf('categories')),
      cache.ensureQueryData(shared.indicators()),
    ]),
  component: lazyRouteComponent(() => import('./pages/category.tsx'), 'CategoryPage'),
})

const figuresRoute = createRoute({
  getParentRoute: () => root,
  path: '/figures',
  validateSearch: (search) => ({
    ...textOf(search, 'indicator', 'period'),
    ...numberOf(search, 'release'),
    ...oneOf(search, 'universe', ['cluster', 'region']),
    ...oneOf(search, 'dimension', DIMENSIONS),
    ...listOf(search, 'show'),
  }),
  loaderDeps: ({ search: { dimension } }) => ({ dimension }),
  loader: ({ context: { cache }, deps: { dimension = 'region' } }) => {
    const list = GROUP_LISTS[dimension]
    return Promise.all([
      cache.ensureQueryData(shared.indicators()),
      // Before the page: a file that is saved at once has the names of its groups too.
      list && cache.ensureQueryData(shared.codesOf(list)),
    ])
  },
  component: lazyRouteComponent(() => import('./pages/figures.tsx'), 'FiguresPage'),
})

const compareRoute = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: (search) => ({
    ...oneOf(search, 'what', ['regions', 'clusters']),
    ...listOf(search, 'of'),
  }),
  loader: ({ context: { cache } }) =>
    Promise.all([
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.indicators()),
    ]),
  component: lazyRouteComponent(() => import('./pages/compare.tsx'), 'ComparePage'),
})

const releasesRoute = createRoute({
  getParentRoute: () => root,
  path: '/releases',
  loader: ({ context: { cache } }) => cache.ensureQueryData(shared.indicators()),
  component: lazyRouteComponent(() => import('./pages/releases.tsx'), 'ReleasesPage'),
})

const releaseRoute = createRoute({
  getParentRoute: () => root,
  path: '/releases/$ref',
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      cache.ensureQueryData(data.release(params.ref)),
      cache.ensureQueryData(shared.indicators()),
    ]),
  component: lazyRouteComponent(() => import('./pages/release.tsx'), 'ReleasePage'),
})

const reportsRoute = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: (search) => ({
    ...oneOf(search, 'about', ['nation', 'region', 'category', 'cluster']),
    ...textOf(search, 'year'),
    ...oneOf(search, 'language', ['en', 'ru']),
  }),
  loader: ({ context: { cache } }) =>
    Promise.all([
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.codesOf('categories')),
    ]),
  component: lazyRouteComponent(() => import('./pages/reports.tsx'), 'ReportsPage'),
})

const reportRoute = createRoute({
  getParentRoute: () => root,
  path: '/reports/$run',
  validateSearch: (search) => oneOf(search, 'language', ['en', 'ru']),
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      cache.ensureQueryData(data.reportRun(params.run)),
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.codesOf('categories')),
    ]),
  component: lazyRouteComponent(() => import('./pages/report.tsx'), 'ReportPage'),
})

const documentsRoute = createRoute({
  getParentRoute: () => root,
  path: '/documents',
  validateSearch: (search) => ({ ...textOf(search, 'category', 'language') }),
  loader: ({ context: { cache } }) => cache.ensureQueryData(shared.codesOf('categories')),
  component: lazyRouteComponent(() => import('./pages/documents.tsx'), 'DocumentsPage'),
})

const documentRoute = createRoute({
  getParentRoute: () => root,
  path: '/documents/$id',
  loader: ({ context: { cache }, params }) => cache.ensureQueryData(data.document(params.id)),
  component: lazyRouteComponent(() => import('./pages/document.tsx'), 'DocumentPage'),
})

const checkExtractRoute = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  validateSearch: (search) => textOf(search, 'code'),
  loader: ({ context: { cache } }) =>
    Promise.all([
      cache.ensureQueryData(shared.codesOf('regions')),
      cache.ensureQueryData(shared.codesOf('categories')),
    ]),
  component: lazyRouteComponent(() => import('./pages/check-extract.tsx'), 'CheckExtractPage'),
})

const apiDocsRoute = createRoute({
  getParentRoute: () => root,
  path: '/docs',
  component: lazyRouteComponent(() => import('./pages/api-docs.tsx'), 'ApiDocsPage'),
})

const developersRoute = createRoute({
  getParentRoute: () => root,
  path: '/developers',
  component: lazyRouteComponent(() => import('./pages/developers.tsx'), 'DevelopersPage'),
})

const legalRoute = createRoute({
  getParentRoute: () => root,
  path: '/legal/$text',
  component: lazyRouteComponent(() => import('./pages/legal.tsx'), 'LegalPage'),
})

export const publicRoutes = [
  homeRoute,
  registerRoute,
  clusterRoute,
  regionRoute,
  categoryRoute,
  figuresRoute,
  compareRoute,
  releasesRoute,
  releaseRoute,
  reportsRoute,
  reportRoute,
  documentsRoute,
  documentRoute,
  checkExtractRoute,
  developersRoute,
  apiDocsRoute,
  legalRoute,
] as const
