import type { Contract } from '#kernel/contract'
import { clustersContract } from './contract/clusters-contract.ts'
import { registersContract } from './contract/registers-contract.ts'

export type { HistoryStep } from './contract/clusters.ts'

/** All routes of the registry, for who asks it. Two functions serve them, each its own part, so that neither loads
 *  what the other needs. */
export const registryContract = {
  name: 'registry',
  routes: { ...registersContract.routes, ...clustersContract.routes },
} as const satisfies Contract
