import * as z from 'zod'
import { CalendarDate, Instant } from '../../kernel/clock.ts'
import { LocalisedText } from '../../kernel/localised-text.ts'
import { Decimal, fromNumber } from './decimal.ts'
import { Indicator, IndicatorCode, IndicatorDefinition } from './indicator.ts'
import { Breakdown, ConfStatus, Observation, ObsStatus, Subject, TOTAL, Workflow } from './observation.ts'
import { Period } from './period.ts'
import { ReferenceMetadata } from './reference-metadata.ts'
import { TargetContent } from './target.ts'

/** What is sent of an indicator besides its definition. */
const ABOUT_INDICATOR = {
  metadata: ReferenceMetadata.exactOptional().register(z.globalRegistry, {
    description: 'Reference metadata in the order of ESMS; left out, what stands is kept',
  }),
  validFrom: CalendarDate.exactOptional().register(z.globalRegistry, {
    description:
      'Of a changed definition: it holds for periods whose last day is this date or later, periods before keep the version before',
  }),
  reason: LocalisedText.exactOptional().register(z.globalRegistry, {
    description: 'Of a changed definition: why it changes',
  }),
}

/** An indicator as it is sent: its definition, what else is said of it, and from when on a changed one holds. */
export const IndicatorRow = IndicatorDefinition.extend(ABOUT_INDICATOR).register(z.globalRegistry, {
  id: 'IndicatorRow',
})
export type IndicatorRow = z.output<typeof IndicatorRow>

/** An indicator with what else is said of it. */
export const IndicatorView = Indicator.extend({ metadata: ReferenceMetadata }).register(z.globalRegistry, {
  id: 'IndicatorView',
})

/** A value as people send it: a decimal text, or a JSON number where no digit can be lost. */
export const GivenValue = z
  .union([Decimal, z.number()])
  .transform((value) => (typeof value === 'number' ? fromNumber(value) : value))
  .pipe(Decimal)

/** What a report says of a value. Without a status, a value is normal (A). */
export const ObservationContentBody = z
  .object({
    value: GivenValue.nullable().exactOptional(),
    obsStatus: ObsStatus.exactOptional(),
    confStatus: ConfStatus.default('F'),
    level: z.string().min(1).max(40).exactOptional().register(z.globalRegistry, {
      description:
        'Of regions: the level of the data set; a region above it is a benchmark. Default: its own',
    }),
    source: z.string().trim().min(1).max(200).exactOptional().register(z.globalRegistry, {
      description: 'Names the official statistics it comes from; needs statistics.import for regions',
    }),
  })
  .refine(({ value, obsStatus }) => value != null || obsStatus !== undefined, {
    error: 'give a value, or a status M, L or O that says why there is none',
    params: { ru: 'укажите значение или статус M, L или O, объясняющий его отсутствие' },
  })
  .register(z.globalRegistry, { id: 'ObservationContent' })
export type ObservationContentBody = z.output<typeof ObservationContentBody>

/** One reported value: of a cluster or of a region. */
export const ObservationRow = z
  .object({
    ...ObservationContentBody.shape,
    cluster: Subject.exactOptional(),
    region: Subject.exactOptional(),
    indicator: IndicatorCode,
    breakdown: Breakdown.default(TOTAL),
    period: Period,
    workflow: Workflow.exactOptional().register(z.globalRegistry, {
      description: 'For holders of statistics.import that move records between platforms; else it follows',
    }),
  })
  .refine(({ value, obsStatus }) => value != null || obsStatus !== undefined, {
    error: 'give a value, or a status M, L or O that says why there is none',
    params: { ru: 'укажите значение или статус M, L или O, объясняющий его отсутствие' },
  })
  .refine(({ cluster, region }) => (cluster === undefined) !== (region === undefined), {
    error: 'name either a cluster or a region',
    params: { ru: 'укажите либо кластер, либо регион' },
  })
  .register(z.globalRegistry, { id: 'ObservationRow' })
export type ObservationRow = z.output<typeof ObservationRow>

/** An observation as it is shown; who submitted and verified it only to those in charge. */
export const ObservationView = Observation.omit({ submittedBy: true })
  .extend({ submittedBy: z.string().exactOptional(), changedAt: Instant.exactOptional() })
  .register(z.globalRegistry, { id: 'ObservationView' })
export type ObservationView = z.output<typeof ObservationView>

/** What is decided about a reported value. */
export const Verdict = z
  .object({
    decision: z.enum(['verified', 'published', 'returned', 'withdrawn']),
    comment: z.string().trim().min(1).max(2000).exactOptional(),
  })
  .refine(
    ({ decision, comment }) => decision === 'verified' || decision === 'published' || comment !== undefined,
    {
      error: 'say why it is returned or withdrawn',
      path: ['comment'],
      params: { ru: 'укажите причину возврата или отзыва' },
    },
  )
  .register(z.globalRegistry, { id: 'Verdict' })
export type Verdict = z.output<typeof Verdict>

/** One target, set for one unit or for one group. */
export const TargetRow = z
  .object({
    ...TargetContent.shape,
    universe: z.enum(['cluster', 'region']).default('cluster'),
    dimension: z.enum(['unit', 'region', 'category', 'section', 'stage', 'type']),
    code: z.string().min(1).max(60),
    indicator: IndicatorCode,
    breakdown: Breakdown.default(TOTAL),
    period: Period,
  })
  .register(z.globalRegistry, { id: 'TargetRow' })
export type TargetRow = z.output<typeof TargetRow>
