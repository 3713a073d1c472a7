import { useQuery } from '@tanstack/react-query'
import { cluster, organisation, registers } from '../../../data.ts'
import { say } from '../../../language.ts'

/** A cluster by its name, once that is known. */
export const ClusterName = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(cluster(id))
  return data === undefined ? id : say(data.names)
}

export const OrganisationName = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(organisation(id))
  return data === undefined ? id : say(data.names)
}

/** What registers are called, by id. */
export const useRegisters = () => {
  const { data } = useQuery(registers())
  const all = data?.items ?? []
  const known = new Map(all.map((register) => [register.id, register]))
  return {
    all,
    get: (id: string) => known.get(id),
    nameOf: (id: string): string => {
      const register = known.get(id)
      return register === undefined ? id : say(register.names)
    },
  }
}
