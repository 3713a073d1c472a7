import { useQuery } from '@tanstack/react-query'
import { say } from '../../../../language.ts'
import { membersToday } from '../../data.ts'

/** The members of a cluster today by id, with what they are called. */
export const useMemberNames = (cluster: string): ReadonlyMap<string, string> => {
  const { data = [] } = useQuery(membersToday(cluster))
  return new Map(
    data.map(({ organisation, organisationNames }) => [
      organisation,
      organisationNames === undefined ? organisation : say(organisationNames),
    ]),
  )
}
