import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

/** What only the pages for work on the register read. */

/** A cluster with its version: as it is now, never from the cache. */
export const clusterToEdit = (clusterId: string) =>
  queryOptions({
    queryKey: ['cluster-to-edit', clusterId],
    queryFn: async () => {
      const { body, version } = await api.clusters.getCluster({ params: { clusterId } })
      return { cluster: body, version }
    },
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
