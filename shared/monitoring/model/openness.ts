import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { type Indicator, IndicatorCode } from './indicator.ts'
import { isPublic, type Observation, Subject } from './observation.ts'
import { firstDay, type Period } from './period.ts'

/** That a cluster's own values of an indicator are public: of periods that begin on `from` or later, and before `to`. */
const Agreement = z.object({ indicator: IndicatorCode, from: CalendarDate, to: CalendarDate.nullable() })

/** All that a cluster has agreed to, as it is kept. */
export const ClusterOpenness = z.object({
  cluster: Subject,
  agreements: z.array(
    Agreement.extend({
      agreedBy: z.string(),
      agreedAt: Instant,
      withdrawnBy: z.string().exactOptional(),
      withdrawnAt: Instant.exactOptional(),
    }),
  ),
})
export type ClusterOpenness = z.output<typeof ClusterOpenness>
type RecordedAgreement = ClusterOpenness['agreements'][number]

/** The same as everybody sees it: not who agreed. */
export const OpennessView = z
  .object({ cluster: Subject, agreements: z.array(Agreement) })
  .register(z.globalRegistry, { id: 'ClusterOpenness' })

export const opennessView = ({ cluster, agreements }: ClusterOpenness): z.output<typeof OpennessView> => ({
  cluster,
  agreements: agreements.map(({ indicator, from, to }) => ({ indicator, from, to })),
})

/** Indicators that an agreement can be about: values of a cluster itself that are open where it agrees. */
export const isOpenable = ({ confidentiality, origin }: Indicator): boolean =>
  confidentiality === 'cluster-open' && origin === 'reported'

/** Whether a cluster agreed that its values of an indicator and period are public. */
export const hasAgreed = (
  { agreements }: Pick<ClusterOpenness, 'agreements'>,
  value: { readonly indicator: IndicatorCode; readonly period: Period },
): boolean => {
  const begins = firstDay(value.period)
  return agreements.some(
    ({ indicator, from, to }) =>
      indicator === value.indicator && from <= begins && (to === null || begins < to),
  )
}

/** Whether everybody may see a value: it is verified and free, of an open indicator or, agreed to by its cluster, of one
 *  that is open where clusters agree. */
export const isOpenToAll = (
  { workflow, confStatus, universe }: Observation,
  indicator: Pick<Indicator, 'confidentiality'> | undefined,
  agreed: boolean,
): boolean => {
  if (!isPublic(workflow) || confStatus !== 'F') return false
  if (indicator?.confidentiality === 'open') return true
  return indicator?.confidentiality === 'cluster-open' && universe === 'cluster' && agreed
}

/** What a cluster has agreed to with further indicators from a day on. Those that it is agreed on already stay as they
 *  are. */
export const agreedTo = (
  before: readonly RecordedAgreement[],
  indicators: readonly IndicatorCode[],
  made: Pick<RecordedAgreement, 'from' | 'agreedBy' | 'agreedAt'>,
): RecordedAgreement[] => [
  ...before,
  ...indicators
    .filter(
      (code) => !before.some(({ indicator, to }) => indicator === code && (to === null || to > made.from)),
    )
    .map((indicator) => ({ indicator, to: null, ...made })),
]

/** The same without what is withdrawn: of periods that begin on a day or later. */
export const withdrawnFrom = (
  before: readonly RecordedAgreement[],
  indicators: readonly IndicatorCode[],
  {
    to,
    ...withdrawn
  }: { readonly to: CalendarDate; readonly withdrawnBy: string; readonly withdrawnAt: Instant },
): RecordedAgreement[] =>
  before.map((one) =>
    one.to === null && indicators.includes(one.indicator)
      ? { ...one, ...withdrawn, to: to < one.from ? one.from : to }
      : one,
  )
