import { ClusterContent } from '#registry/model'
import { checkBy } from '../../forms/check.ts'

/** Checks by the schemas of the contract; they come with the first form. */

export const clusterContent = checkBy(ClusterContent)
