import type { QueryClient } from '@tanstack/react-query'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { codesOf, organisation } from '../../data.ts'
import { root } from '../../root.tsx'
import { textOf } from '../../search.ts'
import { demandSignIn } from '../../session/guard.ts'

/** Who may do what: the powers matrix, the authorities, and the work on both. */

/** What nearly all of these pages name things by. */
const names = (cache: QueryClient) => [
  cache.ensureQueryData(codesOf('regions')),
  cache.ensureQueryData(codesOf('categories')),
]

const powersRoute = createRoute({
  getParentRoute: () => root,
  path: '/powers',
  validateSearch: (search) => textOf(search, 'on'),
  loaderDeps: ({ search: { on } }) => ({ on }),
  loader: async ({ context: { cache }, deps: { on } }) => {
    const { authorities, matrix } = await import('./data.ts')
    await Promise.all([
      cache.fetchQuery(authorities()),
      cache.fetchQuery(matrix(on === undefined ? {} : { asOf: on })),
      ...names(cache),
    ])
  },
  component: lazyRouteComponent(() => import('./pages/powers.tsx'), 'PowersPage'),
})

const findingsRoute = createRoute({
  getParentRoute: () => root,
  path: '/powers/findings',
  validateSearch: (search) => textOf(search, 'power'),
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/findings.tsx'), 'FindingsPage'),
})

const whyRoute = createRoute({
  getParentRoute: () => root,
  path: '/powers/why',
  validateSearch: (search) => textOf(search, 'power', 'regions', 'cluster', 'category', 'person', 'on'),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/why.tsx'), 'WhyPage'),
})

/** The authorities with what they are called by. */
const withAuthorities = async ({
  context: { cache },
}: {
  readonly context: { readonly cache: QueryClient }
}) => {
  const { authorities } = await import('./data.ts')
  await Promise.all([cache.fetchQuery(authorities()), ...names(cache)])
}

const authoritiesRoute = createRoute({
  getParentRoute: () => root,
  path: '/authorities',
  loader: withAuthorities,
  component: lazyRouteComponent(() => import('./pages/authorities.tsx'), 'AuthoritiesPage'),
})

const newAuthorityRoute = createRoute({
  getParentRoute: () => root,
  path: '/authorities/new',
  beforeLoad: demandSignIn,
  loader: withAuthorities,
  component: lazyRouteComponent(() => import('./pages/new-authority.tsx'), 'NewAuthorityPage'),
})

const authorityRoute = createRoute({
  getParentRoute: () => root,
  path: '/authorities/$id',
  loader: withAuthorities,
  component: lazyRouteComponent(() => import('./pages/authority.tsx'), 'AuthorityPage'),
})

const grantsRoute = createRoute({
  getParentRoute: () => root,
  path: '/grants',
  validateSearch: (search) => textOf(search, 'power', 'holder'),
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/grants.tsx'), 'GrantsPage'),
})

const newGrantRoute = createRoute({
  getParentRoute: () => root,
  path: '/grants/new',
  validateSearch: (search) => textOf(search, 'power', 'holder'),
  beforeLoad: demandSignIn,
  loader: withAuthorities,
  component: lazyRouteComponent(() => import('./pages/new-grant.tsx'), 'NewGrantPage'),
})

const grantRoute = createRoute({
  getParentRoute: () => root,
  path: '/grants/$id',
  loader: async ({ context: { cache }, params }) => {
    const { grant } = await import('./data.ts')
    const { authority } = await import('../../session/me.ts')
    const { holder } = (await cache.fetchQuery(grant(params.id))).body
    await Promise.all([
      holder.startsWith('aut_')
        ? cache.ensureQueryData(authority(holder))
        : cache.ensureQueryData(organisation(holder)),
      ...names(cache),
    ])
  },
  component: lazyRouteComponent(() => import('./pages/grant.tsx'), 'GrantPage'),
})

const peopleRoute = createRoute({
  getParentRoute: () => root,
  path: '/people',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/people.tsx'), 'PeoplePage'),
})

const personRoute = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  beforeLoad: demandSignIn,
  loader: async ({ context: { cache }, params }) => {
    const { person } = await import('./data.ts')
    await Promise.all([cache.fetchQuery(person(params.id)), ...names(cache)])
  },
  component: lazyRouteComponent(() => import('./pages/person.tsx'), 'PersonPage'),
})

const substitutionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/substitutions',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/substitutions.tsx'), 'SubstitutionsPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => root,
  path: '/api-keys',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/api-keys.tsx'), 'ApiKeysPage'),
})

const newApiKeyRoute = createRoute({
  getParentRoute: () => root,
  path: '/api-keys/new',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/new-api-key.tsx'), 'NewApiKeyPage'),
})

const apiKeyRoute = createRoute({
  getParentRoute: () => root,
  path: '/api-keys/$id',
  beforeLoad: demandSignIn,
  loader: async ({ context: { cache }, params }) => {
    const { apiKey } = await import('./data.ts')
    await Promise.all([cache.fetchQuery(apiKey(params.id)), ...names(cache)])
  },
  component: lazyRouteComponent(() => import('./pages/api-key.tsx'), 'ApiKeyPage'),
})

const ownDataRoute = createRoute({
  getParentRoute: () => root,
  path: '/my-data',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/own-data.tsx'), 'OwnDataPage'),
})

export const governanceRoutes = [
  powersRoute,
  findingsRoute,
  whyRoute,
  authoritiesRoute,
  newAuthorityRoute,
  authorityRoute,
  grantsRoute,
  newGrantRoute,
  grantRoute,
  peopleRoute,
  personRoute,
  substitutionsRoute,
  apiKeysRoute,
  newApiKeyRoute,
  apiKeyRoute,
  ownDataRoute,
] as const
