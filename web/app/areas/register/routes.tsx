import type { QueryClient } from '@tanstack/react-query'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { APPLICATION_STATUSES } from '#registry/model/application-steps'
import { ORGANISATION_KINDS } from '#registry/model/vocabulary'
import { cluster, codesOf, registers } from '../../data.ts'
import { root } from '../../root.tsx'
import { oneOf, textOf } from '../../search.ts'
import { demandSignIn } from '../../session/guard.ts'

/** Work on the register. */

/** What nearly all of these pages name things by. */
const names = (cache: QueryClient) => [
  cache.ensureQueryData(codesOf('regions')),
  cache.ensureQueryData(codesOf('categories')),
  cache.ensureQueryData(codesOf('industries')),
  cache.ensureQueryData(registers()),
]

const editClusterRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/edit',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      import('./data.ts').then(({ clusterToEdit }) => cache.fetchQuery(clusterToEdit(params.id))),
      ...names(cache),
    ]),
  component: lazyRouteComponent(() => import('./pages/edit-cluster.tsx'), 'EditClusterPage'),
})

const newClusterRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/new',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/new-cluster.tsx'), 'NewClusterPage'),
})

const applicationsRoute = createRoute({
  getParentRoute: () => root,
  path: '/applications',
  validateSearch: (search) => ({
    ...textOf(search, 'register'),
    ...oneOf(search, 'status', APPLICATION_STATUSES),
  }),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => cache.ensureQueryData(registers()),
  component: lazyRouteComponent(() => import('./pages/applications.tsx'), 'ApplicationsPage'),
})

const newApplicationRoute = createRoute({
  getParentRoute: () => root,
  path: '/applications/new',
  validateSearch: (search) => textOf(search, 'cluster'),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/new-application.tsx'), 'NewApplicationPage'),
})

/** An application with its cluster. */
const withCluster = async (cache: QueryClient, id: string): Promise<void> => {
  const { application, clusterToEdit } = await import('./data.ts')
  const { application: read } = await cache.fetchQuery(application(id))
  await Promise.all([cache.fetchQuery(clusterToEdit(read.cluster)), ...names(cache)])
}

const applicationRoute = createRoute({
  getParentRoute: () => root,
  path: '/applications/$id',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) => withCluster(cache, params.id),
  component: lazyRouteComponent(() => import('./pages/application.tsx'), 'ApplicationPage'),
})

const applicationFactsRoute = createRoute({
  getParentRoute: () => root,
  path: '/applications/$id/facts',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) => withCluster(cache, params.id),
  component: lazyRouteComponent(() => import('./pages/application-facts.tsx'), 'ApplicationFactsPage'),
})

const membersRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/members',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) =>
    Promise.all([cache.ensureQueryData(cluster(params.id)), ...names(cache)]),
  component: lazyRouteComponent(() => import('./pages/members.tsx'), 'MembersPage'),
})

/** By its query: numbers hold signs that a path cannot. */
const entryRoute = createRoute({
  getParentRoute: () => root,
  path: '/entries',
  validateSearch: (search) => ({
    register: '',
    number: '',
    ...textOf(search, 'register', 'number'),
  }),
  beforeLoad: demandSignIn,
  loaderDeps: ({ search }) => search,
  remountDeps: ({ search }) => search,
  loader: async ({ context: { cache }, deps: { register, number } }) => {
    const { entry, clusterToEdit } = await import('./data.ts')
    const { entry: read } = await cache.fetchQuery(entry(register, number))
    await Promise.all([cache.fetchQuery(clusterToEdit(read.cluster)), ...names(cache)])
  },
  component: lazyRouteComponent(() => import('./pages/entry.tsx'), 'EntryPage'),
})

const organisationsRoute = createRoute({
  getParentRoute: () => root,
  path: '/organisations',
  validateSearch: (search) => ({
    ...textOf(search, 'name', 'identifier', 'region'),
    ...oneOf(search, 'kind', ORGANISATION_KINDS),
  }),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => cache.ensureQueryData(codesOf('regions')),
  component: lazyRouteComponent(() => import('./pages/organisations.tsx'), 'OrganisationsPage'),
})

const newOrganisationRoute = createRoute({
  getParentRoute: () => root,
  path: '/organisations/new',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => cache.ensureQueryData(codesOf('regions')),
  component: lazyRouteComponent(() => import('./pages/new-organisation.tsx'), 'NewOrganisationPage'),
})

const withOrganisation = (cache: QueryClient, id: string) =>
  Promise.all([
    import('./data.ts').then(({ organisationToEdit }) => cache.fetchQuery(organisationToEdit(id))),
    cache.ensureQueryData(codesOf('regions')),
  ])

const organisationRoute = createRoute({
  getParentRoute: () => root,
  path: '/organisations/$id',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) => withOrganisation(cache, params.id),
  component: lazyRouteComponent(() => import('./pages/organisation.tsx'), 'OrganisationPage'),
})

const editOrganisationRoute = createRoute({
  getParentRoute: () => root,
  path: '/organisations/$id/edit',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) => withOrganisation(cache, params.id),
  component: lazyRouteComponent(() => import('./pages/edit-organisation.tsx'), 'EditOrganisationPage'),
})

const withPlaces = (cache: QueryClient, id: string) =>
  Promise.all([cache.ensureQueryData(cluster(id)), cache.ensureQueryData(codesOf('regions'))])

const tiesRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/ties',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) => withPlaces(cache, params.id),
  component: lazyRouteComponent(() => import('./pages/ties.tsx'), 'TiesPage'),
})

const facilitiesRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/facilities',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) => withPlaces(cache, params.id),
  component: lazyRouteComponent(() => import('./pages/facilities.tsx'), 'FacilitiesPage'),
})

const newFacilityRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/facilities/new',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) => withPlaces(cache, params.id),
  component: lazyRouteComponent(() => import('./pages/new-facility.tsx'), 'NewFacilityPage'),
})

const editFacilityRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/facilities/$facility',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      import('./data.ts').then(({ facilityToEdit }) => cache.fetchQuery(facilityToEdit(params.facility))),
      withPlaces(cache, params.id),
    ]),
  component: lazyRouteComponent(() => import('./pages/edit-facility.tsx'), 'EditFacilityPage'),
})

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** For everybody, as the past of the register is. */
const historyRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/history',
  validateSearch: (search): { asOf?: string; knownAt?: string } => {
    const { asOf, knownAt } = textOf(search, 'asOf', 'knownAt')
    return {
      ...(asOf !== undefined && DAY.test(asOf) && { asOf }),
      ...(knownAt !== undefined && DAY.test(knownAt) && { knownAt }),
    }
  },
  loader: ({ context: { cache }, params }) =>
    Promise.all([cache.ensureQueryData(cluster(params.id)), ...names(cache)]),
  component: lazyRouteComponent(() => import('./pages/history.tsx'), 'HistoryPage'),
})

export const registerRoutes = [
  editClusterRoute,
  newClusterRoute,
  applicationsRoute,
  newApplicationRoute,
  applicationRoute,
  applicationFactsRoute,
  membersRoute,
  historyRoute,
  tiesRoute,
  facilitiesRoute,
  newFacilityRoute,
  editFacilityRoute,
  entryRoute,
  organisationsRoute,
  newOrganisationRoute,
  organisationRoute,
  editOrganisationRoute,
] as const
