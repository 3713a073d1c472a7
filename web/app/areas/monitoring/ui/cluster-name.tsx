import { useQuery } from '@tanstack/react-query'
import { clusterNames } from '../data.ts'

/** What a cluster is called; by its id until that is known. */
export const ClusterName = ({ id }: { readonly id: string }) => {
  const { data: names } = useQuery(clusterNames())
  return names?.get(id) ?? id
}
