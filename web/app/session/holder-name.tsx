import { useQuery } from '@tanstack/react-query'
import { organisation } from '../data.ts'
import { say } from '../language.ts'
import { authority } from './me.ts'

/** What a holder of powers is called, once that is known: an authority or an organisation. */
export const useHolderName = (id: string): string => {
  const isAuthority = id.startsWith('aut_')
  const office = useQuery({ ...authority(id), enabled: isAuthority })
  const firm = useQuery({ ...organisation(id), enabled: id.startsWith('org_') })
  const names = office.data?.names ?? firm.data?.names
  return names === undefined ? id : say(names)
}

export const HolderName = ({ id }: { readonly id: string }) => useHolderName(id)
