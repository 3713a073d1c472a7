import type { Contract } from '#kernel/contract'
import { authorityRoutes } from './contract/authorities.ts'
import { grantRoutes } from './contract/grants.ts'
import { personRoutes } from './contract/persons.ts'
import { positionRoutes } from './contract/positions.ts'
import { powerRoutes } from './contract/powers.ts'

/** The routes by which powers are shared out. */
export const governanceContract = {
  name: 'governance',
  routes: { ...powerRoutes, ...authorityRoutes, ...personRoutes, ...positionRoutes, ...grantRoutes },
} as const satisfies Contract
