import * as z from 'zod'
import { IndicatorCode } from './indicator.ts'
import { listOf } from './list.ts'
import { Breakdown, Subject, Universe } from './observation.ts'
import { Frequency, firstDay, frequencyOf, Period, referenceDate } from './period.ts'

/** What is asked of the reported values. */
export const ObservationQuery = z.object({
  universe: Universe.default('cluster'),
  subject: Subject.exactOptional().register(z.globalRegistry, {
    description: 'Cluster or region; else give indicators',
  }),
  indicator: listOf(IndicatorCode, 20).exactOptional().register(z.globalRegistry, {
    description: 'At most 20 indicators, separated by commas',
    example: 'employment,revenue',
  }),
  breakdown: listOf(Breakdown, 20).exactOptional().register(z.globalRegistry, {
    description: 'At most 20 codes of the breakdown, separated by commas; default: of a unit all, else _T',
  }),
  period: Period.exactOptional(),
  from: Period.exactOptional().register(z.globalRegistry, {
    description: 'Periods that end on its first day or later',
  }),
  to: Period.exactOptional().register(z.globalRegistry, {
    description: 'Periods that end on its last day or earlier',
  }),
  frequency: Frequency.exactOptional(),
})
export type ObservationQuery = z.output<typeof ObservationQuery>

/** Whether values of a period are asked for. */
export const isAsked = (
  { period, from, to, frequency }: Pick<ObservationQuery, 'period' | 'from' | 'to' | 'frequency'>,
  candidate: Period,
): boolean =>
  (period === undefined || candidate === period) &&
  (frequency === undefined || frequencyOf(candidate) === frequency) &&
  (from === undefined || firstDay(from) <= referenceDate(candidate)) &&
  (to === undefined || referenceDate(candidate) <= referenceDate(to))
