import { fromItem, valuesOf } from '#kernel/entity'
import { queryAll, type Table } from '#kernel/table'
import {
  clusterEntity,
  clusterFactsEntity,
  clusterKey,
  FACTS,
  MEMBERSHIPS,
  membershipEntity,
  membershipsOf,
} from './keys.ts'
import type { ClusterFacts, ClusterId, ClusterStatus, Membership, OrganisationId } from './model.ts'

/** A membership as figures count it. */
type MembershipFacts = Pick<Membership, 'cluster' | 'organisation' | 'from' | 'to' | 'suspended'>

/** What other contexts compute with. */
export interface RegistryReader {
  /** Facts of the given clusters, or of all, that were ever entered in a register; strongly consistent. */
  clusterFacts(clusters?: readonly string[]): Promise<readonly ClusterFacts[]>
  /** Memberships of the given clusters, or of all; strongly consistent. */
  membershipFacts(clusters?: readonly ClusterId[]): Promise<readonly MembershipFacts[]>
}

/** What other contexts need to decide about a thing of a cluster. */
export interface ClusterReader {
  /** The paths of the regions of a cluster from the root, its primary category, what it is and who manages it;
   *  undefined for none. */
  clusterRegions(id: string): Promise<
    | {
        readonly regionPaths: readonly (readonly string[])[]
        readonly category: string
        readonly status: ClusterStatus
        readonly managementOrganisation: OrganisationId | undefined
      }
    | undefined
  >
}

/** The readers over the table of the registry. */
export const registryReader = (table: Table): RegistryReader & ClusterReader => ({
  clusterFacts: async (clusters) => {
    if (clusters === undefined)
      return valuesOf(clusterFactsEntity, await queryAll(table, { pk: FACTS, consistent: true }))
    const items = clusters.map((sk) => table.get({ pk: FACTS, sk }, { consistent: true }))
    return valuesOf(
      clusterFactsEntity,
      (await Promise.all(items)).filter((item) => item !== undefined),
    )
  },

  membershipFacts: async (clusters) => {
    const queries = clusters === undefined ? [{ pk: MEMBERSHIPS }] : clusters.map(membershipsOf)
    const items = await Promise.all(queries.map((query) => queryAll(table, { ...query, consistent: true })))
    return valuesOf(membershipEntity, items.flat()).map(({ cluster, organisation, from, to, suspended }) => ({
      cluster,
      organisation,
      from,
      to,
      suspended,
    }))
  },

  clusterRegions: async (id) => {
    const cluster = fromItem(clusterEntity, await table.get(clusterKey(id)))?.value
    if (cluster === undefined) return undefined
    return {
      regionPaths: cluster.regionPaths,
      category: cluster.fields.primaryCategory,
      status: cluster.status,
      managementOrganisation: cluster.fields.managementOrganisation,
    }
  },
})
