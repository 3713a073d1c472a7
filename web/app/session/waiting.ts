import { queryOptions, useQuery } from '@tanstack/react-query'
import { clientOf } from '#kernel/client'
import type { Power } from '#kernel/powers'
import { api, options } from '../api.ts'
import { after, wholeList } from '../query.ts'
import { addresses } from './addresses.ts'
import type { Me } from './me.ts'

/** What waits for the person. Each kind is read by itself, so that one that fails leaves the others. */

const alerts = clientOf(addresses.alerts, options)
const campaigns = clientOf(addresses.campaigns, options)

/** Whatever is done may change what waits: `waiting` begins all of these keys. */
const waiting = <T>(kind: string, { person }: Me, read: () => Promise<readonly T[]>) =>
  queryOptions({ queryKey: ['waiting', kind, person], queryFn: read, refetchOnMount: 'always' })

const holds = ({ powers }: Me, power: Power): boolean => powers.some((grant) => grant.power === power)

/** Applications with whose next step the person can go on: own drafts and returned ones, and those to be assessed or
 *  decided on by somebody who neither prepared nor assessed them. */
const waitingApplications = (mine: Me) =>
  waiting('applications', mine, async () => {
    const decides = holds(mine, 'cluster.register')
    const statuses = [
      ...(holds(mine, 'cluster.edit') ? (['draft', 'returned'] as const) : []),
      ...(decides ? (['submitted', 'under-review'] as const) : []),
    ]
    if (statuses.length === 0) return []
    const { body } = await api.registers.listRegisters({ query: { limit: 200 } })
    const lists = await Promise.all(
      body.items.flatMap(({ id: register }) =>
        statuses.map((status) =>
          wholeList((cursor) =>
            api.registers.listApplications({ query: { register, status, limit: 200, ...after(cursor) } }),
          ),
        ),
      ),
    )
    const person = mine.person ?? ''
    return lists.flat().filter(({ status, preparedBy, assessedBy }) => {
      const prepared = preparedBy.includes(person)
      if (status === 'draft' || status === 'returned') return prepared || !decides
      return !prepared && !(status === 'under-review' && assessedBy.includes(person))
    })
  })

/** Proposed memberships that the person’s organisations have to answer, as the member or as the management. */
const waitingProposals = (mine: Me) =>
  waiting('proposals', mine, async () => {
    const own = [...new Set(mine.positions.map(({ holder }) => holder))].filter((id) => id.startsWith('org_'))
    const lists = await Promise.all(
      own.map(async (organisationId) => {
        const params = { organisationId }
        const [asked, managed] = await Promise.all([
          wholeList((cursor) =>
            api.clusters.listProposalsOfOrganisation({ params, query: { limit: 100, ...after(cursor) } }),
          ),
          wholeList((cursor) =>
            api.clusters.listManagedClusters({ params, query: { limit: 100, ...after(cursor) } }),
          ),
        ])
        const wished = await Promise.all(
          managed.map(({ id: clusterId }) =>
            wholeList((cursor) =>
              api.clusters.listProposals({ params: { clusterId }, query: { limit: 100, ...after(cursor) } }),
            ),
          ),
        )
        return [
          ...asked.filter(({ proposedBy }) => proposedBy === 'management'),
          ...wished.flat().filter(({ proposedBy }) => proposedBy === 'organisation'),
        ]
      }),
    )
    return lists.flat().filter(({ state }) => state === 'proposed')
  })

/** Figures that clusters of the person still owe in campaigns that are open. */
const waitingDuties = (mine: Me) =>
  waiting('duties', mine, async () => {
    if (!holds(mine, 'kpi.submit')) return []
    const all = await wholeList((cursor) =>
      campaigns.listCampaigns({ query: { limit: 100, ...after(cursor) } }),
    )
    const lists = await Promise.all(
      all
        .filter(({ status }) => status === 'open')
        .map(async ({ id, name, deadline }) => {
          const { body } = await campaigns.getProgress({ params: { campaignId: id } })
          return body.items
            .filter(({ standing }) => ['owing', 'saved', 'returned', 'late'].includes(standing))
            .map(({ cluster, standing }) => ({ campaign: id, name, deadline, cluster, standing }))
        }),
    )
    return lists.flat()
  })

/** The newest alerts that are not over. */
const waitingAlerts = (mine: Me) =>
  waiting('alerts', mine, async () => (await alerts.listAlerts({ query: { limit: 50 } })).body.items)

/** All that waits for the person, each kind as far as it is read. */
export const useWaiting = (mine: Me) => ({
  applications: useQuery(waitingApplications(mine)),
  proposals: useQuery(waitingProposals(mine)),
  duties: useQuery(waitingDuties(mine)),
  alerts: useQuery(waitingAlerts(mine)),
})
