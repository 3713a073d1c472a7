import { useQuery } from '@tanstack/react-query'
import { organisation, registers } from '../../../data.ts'
import { say } from '../../../language.ts'

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
