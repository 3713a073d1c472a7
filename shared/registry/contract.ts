import type { Contract } from '#kernel/contract'
import { applicationRoutes } from './contract/applications.ts'
import { clusterRoutes } from './contract/clusters.ts'
import { compositionRoutes } from './contract/composition.ts'
import { facilityRoutes } from './contract/facilities.ts'
import { membershipRoutes } from './contract/memberships.ts'
import { organisationRoutes } from './contract/organisations.ts'
import { registerRoutes } from './contract/registers.ts'
import { ruleSetRoutes } from './contract/rule-sets.ts'

export type { HistoryStep } from './contract/clusters.ts'

/** The routes of the registry. */
export const registryContract = {
  name: 'registry',
  routes: {
    ...registerRoutes,
    ...applicationRoutes,
    ...clusterRoutes,
    ...membershipRoutes,
    ...compositionRoutes,
    ...organisationRoutes,
    ...facilityRoutes,
    ...ruleSetRoutes,
  },
} as const satisfies Contract
