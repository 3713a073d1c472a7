import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { governanceRoutes } from './areas/governance/routes.tsx'
import { knowledgeRoutes } from './areas/knowledge/routes.tsx'
import { monitoringRoutes } from './areas/monitoring/routes.tsx'
import { operationsRoutes } from './areas/operations/routes.tsx'
import { publicRoutes } from './areas/public/routes.tsx'
import { registerRoutes } from './areas/register/routes.tsx'
import { workRoutes } from './areas/work/routes.tsx'
import { root } from './root.tsx'
import { sessionRoutes } from './session/routes.tsx'
import { TroublePage } from './ui/trouble.tsx'

/** All pages of the portal: those of each area stand in its `areas/<area>/routes.tsx`. */
export const portalRouter = (cache: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      ...publicRoutes,
      ...registerRoutes,
      ...monitoringRoutes,
      ...governanceRoutes,
      ...knowledgeRoutes,
      ...operationsRoutes,
      ...workRoutes,
      ...sessionRoutes,
    ]),
    context: { cache },
    defaultPreload: 'intent',
    // What the cache knows decides how old data may be.
    defaultPreloadStaleTime: 0,
    // Who comes back to a form begins with what is there by then, not with what was there the last time.
    defaultStaleReloadMode: 'blocking',
    // A page about another thing is another page: nothing chosen or typed goes along.
    defaultRemountDeps: ({ params }) => params,
    defaultErrorComponent: TroublePage,
    scrollRestoration: true,
    trailingSlash: 'never',
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof portalRouter>
  }
}
