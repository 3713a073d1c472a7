import { dateIn } from '#kernel/clock'
import type { LastChange, Stored } from '#kernel/entity'
import { RuleFailedError } from '#kernel/errors'
import type { Write } from '#kernel/table'
import { type Campaign, dutyAtOpening, inScope, MOST_CLUSTERS } from './model/campaign.ts'
import type { CampaignPorts } from './ports.ts'

/** An opened campaign, and the steps that open it: who owes is fixed, their figures are told of, and the cells that
 *  count them are marked.
 *  @throws RuleFailedError when nobody or too many would owe */
export const opening = async (
  { registry, campaigns, duties, slices, marks }: CampaignPorts,
  { value: before, version }: Stored<Campaign>,
  at: Date,
  change: LastChange,
): Promise<{ campaign: Campaign; writes: Write[] }> => {
  const today = dateIn(before.timeZone, at)
  const clusters = inScope(before.scope, await registry.clusterFacts(), today)
  if (clusters.length === 0)
    throw new RuleFailedError({
      en: 'No cluster in the register lies in the scope of the campaign.',
      ru: 'Ни один кластер реестра не входит в охват кампании.',
    })
  if (clusters.length > MOST_CLUSTERS)
    throw new RuleFailedError({
      en: `${clusters.length} clusters lie in the scope; a campaign takes at most ${MOST_CLUSTERS}. Divide the territory.`,
      ru: `В охвате ${clusters.length} кластеров; в кампании не более ${MOST_CLUSTERS}. Разделите территорию.`,
    })
  const campaign: Campaign = { ...before, status: 'open', openedAt: at.toISOString() }
  const { period, figures } = campaign
  return {
    campaign,
    writes: [
      campaigns.put(campaign, version, change),
      duties.put(dutyAtOpening(campaign, clusters), 0, change),
      marks.step({ kind: 'coverage', period, figures }, campaign.id),
      ...figures.map((figure) => slices.putListing({ universe: 'cluster', ...figure, period })),
    ],
  }
}
