import type { Handlers } from '#kernel/call'
import { addDays, type CalendarDate } from '#kernel/clock'
import type { campaignsContract } from '#monitoring/campaigns/contract'
import { CampaignContent } from '#monitoring/campaigns/model/campaign'
import { FormValues } from '#monitoring/campaigns/model/form'
import { periodOf, previousPeriod } from '#monitoring/model'
import { INVENTED } from './facts/words.ts'
import { operatorCall } from './operator.ts'

/** Clusters whose forms are submitted or saved when the sample is loaded; the others owe. */
const SUBMITTED = 3
const SAVED = 2

/** Opens a campaign for the quarter that ended last, with some forms on their way: it runs for another month,
 *  whenever the sample is loaded. */
export const openSampleCampaign = async (
  campaigns: Handlers<typeof campaignsContract>,
  clusters: readonly string[],
  at: Date,
): Promise<void> => {
  const today: CalendarDate = at.toISOString().slice(0, 10)
  const period = previousPeriod(periodOf(today, 'Q'))
  const call = <P>(params: P, expectedVersion = 0) => ({ ...operatorCall([], at, params), expectedVersion })
  const created = await campaigns.createCampaign({
    ...call(undefined),
    body: CampaignContent.parse({
      name: {
        en: `Figures of ${period} ${INVENTED.en}`,
        ru: `Показатели за ${period} ${INVENTED.ru}`,
      },
      figures: FIGURES.map(({ indicator }) => ({ indicator })),
      period,
      opensOn: addDays(today, -14),
      deadline: addDays(today, 30),
      timeZone: 'Europe/Berlin',
      scope: { territory: ['*'] },
      checks: [{ rule: 'range', indicator: 'events', max: '60' }],
    }),
  })
  const campaignId = created.body.id
  await campaigns.openCampaign({ ...call({ campaignId }, 1), body: undefined })
  for (const [place, cluster] of clusters.slice(0, SUBMITTED + SAVED).entries()) {
    const whole = place < SUBMITTED
    const values = (whole ? FIGURES : FIGURES.slice(0, 1)).map(({ indicator, value }) => ({
      indicator,
      value: String(value + place),
      justification: `Invented ${INVENTED.en} / вымышлено ${INVENTED.ru}`,
    }))
    const form = { campaignId, cluster }
    await campaigns.saveForm({ ...call(form, 0), body: FormValues.parse({ values }) })
    if (whole) await campaigns.submitForm({ ...call(form, 1), body: undefined })
  }
}

const FIGURES = [
  { indicator: 'events', value: 6 },
  { indicator: 'revenue', value: 41_000 },
] as const
