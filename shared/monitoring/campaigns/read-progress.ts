import { mayUse, type Resource } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { isInCharge } from '../authority.ts'
import { referenceDate, valueOn } from '../model.ts'
import type { campaignsContract } from './contract.ts'
import { countsOf, progressOf } from './model/progress.ts'
import type { CampaignPorts } from './ports.ts'

/** Where the clusters of a campaign stand, of those that the actor is in charge of.
 *  @throws NotFoundError when there is no such campaign, or it has not opened */
export const getProgress =
  ({ campaigns, duties, forms, registry }: CampaignPorts) =>
  async (call: Call<typeof campaignsContract.routes.getProgress>) => {
    const { value: campaign } = await campaigns.get(call.params.campaignId)
    const [{ value: duty }, filled] = await Promise.all([duties.get(campaign), forms.ofCampaign(campaign.id)])
    const rows = progressOf({
      duty,
      forms: filled,
      deadline: campaign.deadline,
      today: dateIn(campaign.timeZone, call.at),
      dateOf: (instant) => dateIn(campaign.timeZone, new Date(instant)),
    })
    const date = referenceDate(campaign.period)
    const facts = new Map((await registry.clusterFacts()).map((fact) => [fact.cluster, fact]))
    const resourceOf = (cluster: string): Resource => {
      const fact = facts.get(cluster)
      const latest = <T>(timeline: readonly { readonly value: T }[]) => timeline.at(-1)?.value
      return {
        regions: fact === undefined ? [] : (valueOn(fact.regions, date) ?? latest(fact.regions) ?? []),
        category: fact && (valueOn(fact.category, date) ?? latest(fact.category)),
        cluster,
      }
    }
    const items = rows.filter(({ cluster }) => {
      const resource = resourceOf(cluster)
      return isInCharge(call.actor, resource) || mayUse(call.actor, 'campaign.manage', resource)
    })
    return { status: 200 as const, body: { counts: countsOf(items), items } }
  }
