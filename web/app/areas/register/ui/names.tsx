import { useQuery } from '@tanstack/react-query'
import { organisation, registers } from '../../../data.ts'
import { say } from '../../../language.ts'
import { useHolds } from '../../../session/may.tsx'
import { me } from '../../../session/me.ts'
import { person, ruleSets } from '../data.ts'
import { t } from '../texts/index.ts'

export const OrganisationName = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(organisation(id))
  return data === undefined ? id : say(data.names)
}

/** A person by name, as far as one may know it: oneself, and everybody to who grants powers; else the id. */
export const PersonName = ({ id }: { readonly id: string }) => {
  const lists = useHolds('power.grant')
  const { data: mine } = useQuery(me())
  const found = useQuery({ ...person(id), enabled: lists === true && mine?.person !== id })
  if (mine?.person === id) return t.assessments.you
  return found.data?.name ?? id
}

/** What rule sets are called, by code. */
export const useRuleSets = (): ReadonlyMap<string, string> => {
  const { data } = useQuery(ruleSets())
  return new Map(data?.items.map(({ code, names }) => [code, say(names)]))
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
