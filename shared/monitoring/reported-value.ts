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

export const refusedValue = (reason: string) =>
  new RuleFailedError({ en: `${reason}.`, ru: `Значение не принято: ${reason}.` })
