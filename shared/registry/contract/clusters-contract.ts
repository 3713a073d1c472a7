import type { Contract } from '#kernel/contract'
import { clusterRoutes } from './clusters.ts'
import { compositionRoutes } from './composition.ts'
import { facilityRoutes } from './facilities.ts'
import { membershipRoutes } from './memberships.ts'
import { organisationRoutes } from './organisations.ts'

/** The routes of clusters, organisations and what binds them. */
export const clustersContract = {
  name: 'registry',
  routes: {
    ...clusterRoutes,
    ...membershipRoutes,
    ...compositionRoutes,
    ...organisationRoutes,
    ...facilityRoutes,
  },
} as const satisfies Contract
