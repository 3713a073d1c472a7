import type { QueryClient } from '@tanstack/react-query'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { codesOf } from '../../data.ts'
import { root } from '../../root.tsx'
import { oneOf, textOf } from '../../search.ts'
import { demandSignIn, knowPowers } from '../../session/guard.ts'
import { STATUSES } from './statuses.ts'

/** Work on documents; the library that everybody reads is public. */

/** What these pages name things by, and what the person may do. */
const names = (cache: QueryClient) => [
  knowPowers(cache),
  cache.ensureQueryData(codesOf('regions')),
  cache.ensureQueryData(codesOf('categories')),
]

const manageDocumentsRoute = createRoute({
  getParentRoute: () => root,
  path: '/documents/manage',
  validateSearch: (search) => oneOf(search, 'status', STATUSES),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => knowPowers(cache),
  component: lazyRouteComponent(() => import('./pages/manage-documents.tsx'), 'ManageDocumentsPage'),
})

const newDocumentRoute = createRoute({
  getParentRoute: () => root,
  path: '/documents/new',
  validateSearch: (search) => textOf(search, 'cluster'),
  beforeLoad: demandSignIn,
  loader: ({ context: { cache } }) => Promise.all(names(cache)),
  component: lazyRouteComponent(() => import('./pages/new-document.tsx'), 'NewDocumentPage'),
})

const manageDocumentRoute = createRoute({
  getParentRoute: () => root,
  path: '/documents/$id/manage',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      import('./data.ts').then(({ documentToManage }) => cache.fetchQuery(documentToManage(params.id))),
      ...names(cache),
    ]),
  component: lazyRouteComponent(() => import('./pages/manage-document.tsx'), 'ManageDocumentPage'),
})

export const knowledgeRoutes = [manageDocumentsRoute, newDocumentRoute, manageDocumentRoute] as const
