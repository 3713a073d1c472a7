import type { Contract } from '#kernel/contract'
import { applicationRoutes } from './contract/applications.ts'
import { clusterRoutes } from './contract/clusters.ts'
import { membershipRoutes } from './contract/memberships.ts'
import { organisationRoutes } from './contract/organisations.ts'
import { registerRoutes } from './contract/registers.ts'

export type { HistoryStep } from './contract/clusters.ts'

/** The routes of the registry. */
export const registryContract = {
  name: 'registry',
  routes: {
    ...registerRoutes,
    ...applicationRoutes,
    ...clusterRoutes,
    ...membershipRoutes,
    ...organisationRoutes,
  },
} as const satisfies Contract
