import { api } from '../../api.ts'
import { after, read, wholeList } from '../../query.ts'

/** What the page of the past reads, as it was on one day and known on another. */

/** Which past is asked for, by days. */
export interface PastAsked {
  readonly asOf?: string
  readonly knownAt?: string
}

/** The query of a past: what was known on a day is what was by its end, as far as that is over. */
const pastOf = ({ asOf, knownAt }: PastAsked) => {
  const end = `${knownAt}T23:59:59.999Z`
  return {
    ...(asOf !== undefined && { asOf }),
    ...(knownAt !== undefined &&
      (end < new Date().toISOString() ? { knownAt: end } : asOf === undefined && { asOf: knownAt })),
  }
}

/** A cluster as it was. */
export const clusterAt = (clusterId: string, asked: PastAsked) =>
  read('cluster-at', [clusterId, asked], () =>
    api.clusters.getCluster({ params: { clusterId }, query: pastOf(asked) }),
  )

/** Who was a member of a cluster. */
export const membersAt = (clusterId: string, asked: PastAsked) =>
  read('members-at', [clusterId, asked], async () => ({
    body: await wholeList((cursor) =>
      api.clusters.listMembers({
        params: { clusterId },
        query: { ...pastOf(asked), limit: 200, ...after(cursor) },
      }),
    ),
  }))
