import type { Contract } from '#kernel/contract'
import { apiKeyRoutes } from './contract/api-keys.ts'
import { authorityRoutes } from './contract/authorities.ts'
import { grantRoutes } from './contract/grants.ts'
import { personRoutes } from './contract/persons.ts'
import { positionRoutes } from './contract/positions.ts'
import { powerRoutes } from './contract/powers.ts'

/** The routes by which powers are shared out. */
export const governanceContract = {
  name: 'governance',
  routes: {
    ...powerRoutes,
    ...authorityRoutes,
    ...personRoutes,
    ...positionRoutes,
    ...grantRoutes,
    ...apiKeyRoutes,
  },
} as const satisfies Contract
