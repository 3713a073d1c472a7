import { day, period as periodText } from '../../../../format.ts'
import type { Campaign, FormView } from '../../api.ts'
import { t } from '../../texts/campaigns/index.ts'

/** What a campaign asks for and until when, in one line. */
export const askedIn = ({ period, deadline }: Pick<Campaign, 'period' | 'deadline'>): string =>
  t.campaign.asked(periodText(period), day(deadline))

/** Why a form takes nothing now; undefined when it does. */
export const whyShut = (
  { status }: Pick<Campaign, 'status'>,
  { standing, submittedAt }: Pick<FormView, 'standing' | 'submittedAt'>,
): string | undefined => {
  if (status !== 'open') return t.entry.shut.ended(t.campaign.statuses[status])
  if (standing === 'submitted') return t.entry.shut.submitted(day(submittedAt ?? ''))
  return standing === 'verified' || standing === 'exempt' ? t.entry.shut[standing] : undefined
}
