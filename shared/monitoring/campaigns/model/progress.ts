import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { type Duty, exemptions, owing } from '../../model.ts'
import { type CampaignForm, Standing } from './form.ts'

/** Where one cluster stands in a campaign. */
export const ProgressRow = z
  .object({
    cluster: z.string(),
    standing: Standing,
    submittedAt: Instant.exactOptional(),
    /** Submitted, but after the deadline. */
    afterDeadline: z.boolean(),
    exemption: z.object({ on: CalendarDate, reason: z.string().exactOptional() }).exactOptional(),
    /** Since when it owes, if it came into the scope after the opening. */
    since: CalendarDate.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'CampaignProgressRow' })
export type ProgressRow = z.output<typeof ProgressRow>

/** How many clusters stand where; every cluster is counted once. */
export const ProgressCounts = z
  .object({
    standings: z.record(Standing, z.int()),
    expected: z.int().register(z.globalRegistry, { description: 'All but the exempt' }),
    coverage: z
      .number()
      .nullable()
      .register(z.globalRegistry, { description: 'verified ÷ expected; null when nobody owes' }),
  })
  .register(z.globalRegistry, { id: 'CampaignProgressCounts' })
export type ProgressCounts = z.output<typeof ProgressCounts>

/** Where a cluster stands on a day.
 *  @param today the date in the campaign's time zone */
export const standingOf = (
  form: Pick<CampaignForm, 'status'> | undefined,
  {
    exempt,
    deadline,
    today,
  }: { readonly exempt: boolean; readonly deadline: CalendarDate; readonly today: CalendarDate },
): Standing => {
  if (exempt) return 'exempt'
  if (form !== undefined && form.status !== 'saved') return form.status
  if (today > deadline) return 'late'
  return form === undefined ? 'owing' : 'saved'
}

/** Where every cluster of a campaign stands, in the order of their ids.
 *  @param dateOf the date of an instant in the campaign's time zone */
export const progressOf = ({
  duty,
  forms,
  deadline,
  today,
  dateOf,
}: {
  readonly duty: Duty
  readonly forms: readonly CampaignForm[]
  readonly deadline: CalendarDate
  readonly today: CalendarDate
  readonly dateOf: (instant: string) => CalendarDate
}): ProgressRow[] => {
  const byCluster = new Map(forms.map((form) => [form.cluster, form]))
  const exempted = exemptions(duty)
  const joined = new Map(
    duty.changes.flatMap(({ kind, cluster, on }) => (kind === 'joined' ? [[cluster, on] as const] : [])),
  )
  return [...new Set([...owing(duty), ...exempted.keys()])].sort().map((cluster): ProgressRow => {
    const form = byCluster.get(cluster)
    const exemption = exempted.get(cluster)
    const since = joined.get(cluster)
    return {
      cluster,
      standing: standingOf(form, { exempt: exemption !== undefined, deadline, today }),
      ...(form?.submittedAt !== undefined && { submittedAt: form.submittedAt }),
      afterDeadline: form?.submittedAt !== undefined && dateOf(form.submittedAt) > deadline,
      ...(exemption !== undefined && {
        exemption: {
          on: exemption.on,
          ...(exemption.reason !== undefined && { reason: exemption.reason }),
        },
      }),
      ...(since !== undefined && { since }),
    }
  })
}

export const countsOf = (rows: readonly ProgressRow[]): ProgressCounts => {
  const count = (standing: Standing) => rows.filter((row) => row.standing === standing).length
  const expected = rows.length - count('exempt')
  return {
    standings: {
      owing: count('owing'),
      saved: count('saved'),
      submitted: count('submitted'),
      returned: count('returned'),
      verified: count('verified'),
      late: count('late'),
      exempt: count('exempt'),
    },
    expected,
    coverage: expected === 0 ? null : count('verified') / expected,
  }
}
