import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../root.tsx'
import { demandSignIn } from '../../session/guard.ts'

/** One's own pages. */

const workRoute = createRoute({
  getParentRoute: () => root,
  path: '/work',
  beforeLoad: demandSignIn,
  component: lazyRouteComponent(() => import('./pages/work.tsx'), 'WorkPage'),
})

export const workRoutes = [workRoute] as const
