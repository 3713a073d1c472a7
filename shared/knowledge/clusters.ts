import type { ClusterReader as RegistryClusters, RegistryReader } from '#registry/readers'
import type { ClusterReader } from './ports.ts'

/** What documents need to know of clusters, as the registry tells it. */
export const clustersOf = (
  registry: Pick<RegistryReader & RegistryClusters, 'clusterRegions' | 'membershipFacts'>,
): ClusterReader => ({
  clusterRegions: async (id) => {
    const cluster = await registry.clusterRegions(id)
    return cluster === undefined || cluster.status === 'draft' ? undefined : cluster.regionPaths
  },

  isAmong: async (id, organisations, day) => {
    const [cluster, memberships] = await Promise.all([
      registry.clusterRegions(id),
      registry.membershipFacts([id]),
    ])
    const ours = (organisation: string | undefined) => organisations.some((one) => one === organisation)
    return (
      ours(cluster?.managementOrganisation) ||
      memberships.some(
        ({ organisation, from, to }) => ours(organisation) && from <= day && (to === null || day < to),
      )
    )
  },
})
