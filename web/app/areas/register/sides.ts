import { useQuery } from '@tanstack/react-query'
import { me } from '../../session/me.ts'
import type { Cluster } from '../../types.ts'

/** For which sides the person acts in a cluster. */
export interface Sides {
  readonly isManagement: boolean
  readonly organisations: readonly string[]
}

/** Who edits for an organisation acts for it; readers do not. */
export const useSides = ({ managementOrganisation }: Pick<Cluster, 'managementOrganisation'>): Sides => {
  const { data } = useQuery(me())
  const organisations = (data?.positions ?? [])
    .filter(({ holder, role }) => holder.startsWith('org_') && role !== 'viewer')
    .map(({ holder }) => holder)
  return { isManagement: organisations.some((one) => one === managementOrganisation), organisations }
}
