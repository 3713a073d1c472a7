import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../root.tsx'

/** Where the sign-in service sends people back to. */
const signedInRoute = createRoute({
  getParentRoute: () => root,
  path: '/signed-in',
  component: lazyRouteComponent(() => import('./signed-in.tsx'), 'SignedIn'),
})

export const sessionRoutes = [signedInRoute] as const
