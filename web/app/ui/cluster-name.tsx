import { useQuery } from '@tanstack/react-query'
import { cluster } from '../data.ts'
import { say } from '../language.ts'

/** A cluster by its name, once that is known. */
export const ClusterName = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(cluster(id))
  return data === undefined ? id : say(data.names)
}
