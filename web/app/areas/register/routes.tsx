import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { codesOf } from '../../data.ts'
import { root } from '../../root.tsx'
import { demandSignIn } from '../../session/guard.ts'

/** Work on the register. */

const editClusterRoute = createRoute({
  getParentRoute: () => root,
  path: '/clusters/$id/edit',
  beforeLoad: demandSignIn,
  loader: ({ context: { cache }, params }) =>
    Promise.all([
      import('./data.ts').then(({ clusterToEdit }) => cache.fetchQuery(clusterToEdit(params.id))),
      cache.ensureQueryData(codesOf('regions')),
      cache.ensureQueryData(codesOf('categories')),
      cache.ensureQueryData(codesOf('industries')),
    ]),
  component: lazyRouteComponent(() => import('./pages/edit-cluster.tsx'), 'EditClusterPage'),
})

export const registerRoutes = [editClusterRoute] as const
