import { actorId } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { changeBy } from '#kernel/entity'
import { ConflictError, NotFoundError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { type Duty, type DutyChange, exemptions, owing } from '../model.ts'
import type { campaignsContract } from './contract.ts'
import { demandField } from './field.ts'
import type { CampaignPorts } from './ports.ts'

/** Most changes of who owes in one campaign: they stand in one record. */
const MOST_CHANGES = 1000

/** Exempts a cluster from a campaign or obliges it again, from today on; coverage is counted anew.
 *  @throws NotFoundError when there is no such campaign, it has not opened, or the cluster is not in it
 *  @throws ForbiddenError
 *  @throws ConflictError when the cluster is exempt, or owes, already
 *  @throws RuleFailedError when the campaign has ended, or changed too often */
export const changeDuty =
  (ports: CampaignPorts) => async (call: Call<typeof campaignsContract.routes.changeDuty>) => {
    const { cluster, kind, reason } = call.body
    const campaign = await ports.campaigns.get(call.params.campaignId)
    await demandField(ports, call.actor, campaign.value.scope)
    if (campaign.value.status !== 'open')
      throw new RuleFailedError({
        en: `The campaign is ${campaign.value.status}; who owes can change only while it is open.`,
        ru: `Кампания в состоянии «${campaign.value.status}»; обязанности меняются только в открытой кампании.`,
      })
    const { value: duty, version } = await ports.duties.get(campaign.value)
    refuseUnlessNew(duty, cluster, kind)
    const change: DutyChange = {
      cluster,
      kind,
      on: dateIn(campaign.value.timeZone, call.at),
      reason,
      by: actorId(call.actor),
      at: call.at.toISOString(),
    }
    const after: Duty = { ...duty, changes: [...duty.changes, change] }
    const { period, figures } = duty
    return commit(ports.table, call, { status: 200 as const, body: change }, [
      ports.campaigns.check(campaign),
      ports.duties.put(
        after,
        version,
        changeBy(call, kind === 'exempted' ? 'exempt-cluster' : 'oblige-cluster'),
      ),
      ports.marks.step({ kind: 'coverage', period, figures, clusters: [cluster] }, markName(duty, version)),
    ])
  }

/** A name of its own for the mark of each change, so that none takes the place of another. */
export const markName = ({ campaign }: Duty, version: number): string => `${campaign}#${version}`

const refuseUnlessNew = (duty: Duty, cluster: string, kind: 'exempted' | 'obliged'): void => {
  const owes = owing(duty).has(cluster)
  if (!owes && !exemptions(duty).has(cluster))
    throw new NotFoundError({
      en: `The cluster "${cluster}" is not in this campaign.`,
      ru: `Кластера «${cluster}» нет в этой кампании.`,
    })
  if (owes === (kind === 'obliged'))
    throw new ConflictError(
      owes
        ? { en: 'The cluster owes already.', ru: 'Кластер уже должен отчитаться.' }
        : { en: 'The cluster is exempt already.', ru: 'Кластер уже освобождён.' },
    )
  if (duty.changes.length >= MOST_CHANGES)
    throw new RuleFailedError({
      en: `Who owes in a campaign changes at most ${MOST_CHANGES} times.`,
      ru: `Обязанности в кампании меняются не более ${MOST_CHANGES} раз.`,
    })
}
