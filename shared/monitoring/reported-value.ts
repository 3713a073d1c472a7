import { RuleFailedError } from '#kernel/errors'
import {
  canonicalValue,
  faultOfValue,
  type Indicator,
  isMissing,
  type Observation,
  type ObservationContentBody,
  type ObservationKey,
} from './model.ts'

/** The observation that a report makes of what was there before.
 *  @throws RuleFailedError when the value does not fit the indicator */
export const reportedValue = (
  indicator: Indicator,
  key: ObservationKey,
  content: ObservationContentBody,
  made: Pick<Observation, 'workflow' | 'submittedBy'> & { readonly level?: string | undefined },
  before: Observation | undefined,
): Observation => {
  const obsStatus = content.obsStatus ?? 'A'
  const value = content.value ?? null
  const fault = faultOfValue(indicator, { period: key.period, value, obsStatus })
  if (fault !== null) throw refusedValue(fault)
  if (isLoosened(indicator, content, before)) throw staysConfidential(indicator)
  return {
    ...key,
    value: isMissing(obsStatus) ? null : canonicalValue(indicator, value),
    obsStatus,
    confStatus: content.confStatus,
    workflow: made.workflow,
    ...(made.level !== undefined && { level: made.level }),
    ...(content.source !== undefined && { source: content.source }),
    submittedBy: made.submittedBy,
    version: (before?.version ?? 0) + 1,
  }
}

/** Whether a value of an indicator that clusters may open was confidential and is to be free: figures were decided while
 *  it was secret, and once it is not they would give others away. */
const isLoosened = (
  { confidentiality }: Indicator,
  { confStatus }: ObservationContentBody,
  before: Observation | undefined,
): boolean =>
  confidentiality === 'cluster-open' &&
  before !== undefined &&
  before.confStatus !== 'F' &&
  confStatus === 'F'

const staysConfidential = ({ code }: Indicator) =>
  new RuleFailedError({
    en: `The value was reported as confidential and stays so, since released figures of "${code}" were decided by that; send confStatus C or N.`,
    ru: `Значение было сообщено как конфиденциальное и остаётся таким: по этому решались выпущенные значения «${code}»; укажите confStatus C или N.`,
  })

export const refusedValue = (reason: string) =>
  new RuleFailedError({ en: `${reason}.`, ru: `Значение не принято: ${reason}.` })
