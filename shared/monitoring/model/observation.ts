import * as z from 'zod'
import { wording } from '#kernel/wording'
import { canonical, Decimal, DecimalError, toUnits } from './decimal.ts'
import { type Indicator, IndicatorCode } from './indicator.ts'
import { frequencyOf, isCoarser, Period } from './period.ts'

/** Kinds of units that are never added to one another. */
export const Universe = z.enum(['cluster', 'region']).register(z.globalRegistry, { id: 'Universe' })
export type Universe = z.output<typeof Universe>

/** The breakdown that stands for everything: the total. */
export const TOTAL = '_T'

/** A code of the code list that an observation is broken down by; `_T` is the total. Aggregation never adds over
 *  it. */
export const Breakdown = z
  .string()
  .regex(
    /^[A-Za-z0-9_.-]{1,20}$/,
    wording({
      en: 'expected a code of a code list, or _T for the total',
      ru: 'ожидается код из справочника или _T для итога',
    }),
  )
  .register(z.globalRegistry, { id: 'Breakdown', example: '_T' })
export type Breakdown = z.output<typeof Breakdown>

/** Code of the unit that is observed: a cluster's id or a region's code. */
export const Subject = z
  .string()
  .regex(
    /^[A-Za-z0-9_.-]{1,40}$/,
    wording({
      en: 'expected a cluster id or a region code',
      ru: 'ожидается идентификатор кластера или код региона',
    }),
  )
  .register(z.globalRegistry, { id: 'Subject', example: 'DE-HB' })

/** SDMX CL_OBS_STATUS, as far as it is stored. With a value: A normal, B break in series, E estimated, I imputed,
 *  P provisional, U low reliability. Without: M cannot exist, L exists but was not supplied, O missing for another
 *  or unknown reason. */
export const ObsStatus = z
  .enum(['A', 'B', 'E', 'I', 'P', 'U', 'M', 'L', 'O'])
  .register(z.globalRegistry, { id: 'ObsStatus' })
export type ObsStatus = z.output<typeof ObsStatus>

/** SDMX CL_CONF_STATUS, as far as it is stored: free, internal only, confidential. */
export const ConfStatus = z.enum(['F', 'N', 'C']).register(z.globalRegistry, { id: 'ConfStatus' })
export type ConfStatus = z.output<typeof ConfStatus>

/** Where an observation stands on its way to the public. */
export const Workflow = z
  .enum(['draft', 'submitted', 'returned', 'verified', 'published', 'withdrawn'])
  .register(z.globalRegistry, { id: 'Workflow' })
export type Workflow = z.output<typeof Workflow>

const WITHOUT_VALUE: ReadonlySet<FigureStatus> = new Set(['M', 'L', 'O'])

/** Whether the status says that there is no value. */
export const isMissing = (status: FigureStatus): boolean => WITHOUT_VALUE.has(status)

/** Whether an observation at this step enters public figures. */
export const isPublic = (workflow: Workflow): boolean => workflow === 'verified' || workflow === 'published'

/** What figures are made from: `public`, what is verified or published; `submitted`, also what waits for that. */
export const Basis = z.enum(['public', 'submitted']).register(z.globalRegistry, { id: 'Basis' })
export type Basis = z.output<typeof Basis>

/** Whether an observation at this step enters figures on a basis. */
export const enters = (workflow: Workflow, basis: Basis): boolean =>
  isPublic(workflow) || (basis === 'submitted' && workflow === 'submitted')

/** The status of a figure: as stored, or V where its value waits for verification. */
export const FigureStatus = z
  .enum([...ObsStatus.options, 'V'])
  .register(z.globalRegistry, { id: 'FigureStatus' })
export type FigureStatus = z.output<typeof FigureStatus>

/** The status by which a value enters figures: one that waits for verification is V, whatever else it is. */
export const figureStatusOf = ({
  obsStatus,
  workflow,
}: Pick<Observation, 'obsStatus' | 'workflow'>): FigureStatus =>
  workflow === 'submitted' && !isMissing(obsStatus) ? 'V' : obsStatus

/** What identifies an observation: subject × indicator × breakdown × period in its universe. */
export const ObservationKey = z.object({
  universe: Universe,
  subject: Subject,
  indicator: IndicatorCode,
  breakdown: Breakdown,
  period: Period,
})
export type ObservationKey = z.output<typeof ObservationKey>

/** An observation as it stands. */
export const Observation = ObservationKey.extend({
  value: Decimal.nullable(),
  obsStatus: ObsStatus,
  confStatus: ConfStatus,
  workflow: Workflow,
  /** Of regions: the level of the data set; a region of a higher level than this is a benchmark. */
  level: z.string().exactOptional(),
  source: z.string().exactOptional(),
  submittedBy: z.string(),
  verifiedBy: z.string().exactOptional(),
  version: z.int().min(1),
}).register(z.globalRegistry, { id: 'Observation' })
export type Observation = z.output<typeof Observation>

/** The content that a row brings: what is compared to tell unchanged from corrected. */
export type ObservationContent = Pick<Observation, 'value' | 'obsStatus' | 'confStatus' | 'level' | 'source'>

/** What is wrong with a value for its indicator and period, in words; null when it may stand. */
export const faultOfValue = (
  indicator: Indicator,
  { period, value, obsStatus }: { period: Period; value: Decimal | null; obsStatus: ObsStatus },
): string | null => {
  if (indicator.origin !== 'reported')
    return indicator.origin === 'registry'
      ? `"${indicator.code}" is counted in the register and cannot be reported`
      : `"${indicator.code}" is derived from other indicators and cannot be reported`
  if (isCoarser(indicator.frequency, frequencyOf(period)))
    return `"${period}" is shorter than the periods of "${indicator.code}" (frequency ${indicator.frequency})`
  if (isMissing(obsStatus))
    return value === null
      ? null
      : `a value cannot be given with status ${obsStatus}, which says there is none`
  if (value === null) return `status ${obsStatus} needs a value; without one, use M, L or O`
  return faultOfNumber(indicator, value)
}

const faultOfNumber = (indicator: Indicator, value: Decimal): string | null => {
  try {
    const units = toUnits(value, indicator.decimals)
    const { min, max } = indicator.validRange ?? {}
    if (min !== undefined && units < toUnits(min, indicator.decimals)) return `${value} is below ${min}`
    if (max !== undefined && units > toUnits(max, indicator.decimals)) return `${value} is above ${max}`
    return null
  } catch (error) {
    if (error instanceof DecimalError) return error.message
    throw error
  }
}

/** Whether a row brings nothing new. */
export const sameContent = (a: ObservationContent, b: ObservationContent): boolean =>
  a.value === b.value &&
  a.obsStatus === b.obsStatus &&
  a.confStatus === b.confStatus &&
  a.level === b.level &&
  a.source === b.source

/** A value as it is stored: canonical, so that `1.50` and `1.5` are the same. */
export const canonicalValue = (indicator: Indicator, value: Decimal | null): Decimal | null =>
  value === null ? null : canonical(value, indicator.decimals)
