import { useQuery } from '@tanstack/react-query'
import { collator } from '../../../format.ts'
import { say } from '../../../language.ts'
import { allMemberships, type MemberNames } from '../data.ts'

/** The members that a cluster has today, with their names in order. */
export const useCurrentMembers = (
  cluster: string,
): { readonly members: MemberNames; readonly trouble: unknown; readonly again: () => void } => {
  const found = useQuery(allMemberships(cluster))
  const today = new Date().toISOString().slice(0, 10)
  const members = (found.data ?? [])
    .filter(({ to }) => to === null || to > today)
    .map(({ organisation, organisationNames }) => [organisation, say(organisationNames)] as const)
    .toSorted(([, a], [, b]) => collator.compare(a, b))
  return { members, trouble: found.error, again: () => void found.refetch() }
}
