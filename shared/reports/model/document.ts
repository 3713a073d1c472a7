import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { Sha256 } from '#kernel/sha256'
import { Decimal, Frequency, Indicator, KpiRow, Period, ReferenceMetadata } from '#monitoring/model'
import { ReportedAlert } from './alerts-section.ts'
import { ReportContent } from './definition.ts'
import { ReportId, ReportRunId } from './ids.ts'

/** What is named by a code. */
const Named = z.object({ code: z.string(), name: LocalisedText })

/** Why there is no figure where one could be. */
const Absence = z.enum(['withheld', 'not-applicable', 'no-value'])
export type Absence = z.output<typeof Absence>

/** One figure of the report's subject in its period. */
export const KeyFigure = z.object({
  indicator: z.string(),
  period: Period,
  value: Decimal.nullable(),
  absence: Absence.nullable(),
  obsStatus: KpiRow.shape.obsStatus.nullable(),
  change: KpiRow.shape.change,
  attainment: KpiRow.shape.attainment,
})
export type KeyFigure = z.output<typeof KeyFigure>

/** A figure over time, with the way to its target where that is known. */
export const Trend = z.object({
  indicator: z.string(),
  points: z.array(
    z.object({
      period: Period,
      value: Decimal.nullable(),
      obsStatus: KpiRow.shape.obsStatus.nullable(),
      trajectory: z.number().nullable(),
    }),
  ),
})
export type Trend = z.output<typeof Trend>

/** The places that the report's subject stands among, or consists of, by one indicator. */
export const Ranking = z.object({
  indicator: z.string(),
  period: Period,
  rows: z.array(
    Named.extend({
      /** Equal values share a rank; null without a value. */
      rank: z.int().nullable(),
      value: Decimal.nullable(),
      absence: Absence.nullable(),
      share: z.number().nullable(),
      /** Whether it is the report's subject itself. */
      own: z.boolean(),
    }),
  ),
})
export type Ranking = z.output<typeof Ranking>

/** How complete a figure is, and what statisticians say of its indicator. */
export const Quality = z.object({
  indicator: z.string(),
  period: Period,
  reporting: z.int().nullable(),
  expected: z.int().nullable(),
  coverage: z.number().nullable(),
  estimatedShare: z.number().nullable(),
  byStatus: KpiRow.shape.byStatus,
  metadata: ReferenceMetadata,
})
export type Quality = z.output<typeof Quality>

/** What became of an entry. */
export const EntryEvent = z.enum(['registered', 'suspended', 'reinstated', 'removed', 'annulled'])
export type EntryEvent = z.output<typeof EntryEvent>

/** A change of an entry in a register within the period. */
export const RegistryChange = z.object({
  date: CalendarDate,
  event: EntryEvent,
  number: z.string(),
  cluster: z.string(),
  name: LocalisedText,
})
export type RegistryChange = z.output<typeof RegistryChange>

/** A cluster that stood in a register at the end of the period. */
export const ListedCluster = z.object({
  cluster: z.string(),
  name: LocalisedText,
  numbers: z.array(z.string()),
  status: z.enum(['registered', 'suspended']),
  category: Named,
  regions: z.array(Named),
})
export type ListedCluster = z.output<typeof ListedCluster>

const Section = z.discriminatedUnion('section', [
  z.object({ section: z.literal('key-figures'), figures: z.array(KeyFigure) }),
  z.object({ section: z.literal('trends'), trends: z.array(Trend) }),
  z.object({ section: z.literal('ranking'), rankings: z.array(Ranking) }),
  z.object({ section: z.literal('quality'), quality: z.array(Quality) }),
  z.object({ section: z.literal('alerts'), alerts: z.array(ReportedAlert) }),
  z.object({
    section: z.literal('registry'),
    from: CalendarDate,
    to: CalendarDate,
    registered: z.int(),
    suspended: z.int(),
    changes: z.array(RegistryChange),
  }),
  z.object({ section: z.literal('clusters'), on: CalendarDate, clusters: z.array(ListedCluster) }),
  z.object({ section: z.literal('method') }),
])
export type Section = z.output<typeof Section>

/** A report, in no language and in all: codes and numbers with the names that they have, from which every form is made.
 *  Its JSON form is this very object. */
export const ReportDocument = z
  .object({
    format: z.literal(1),
    report: ReportId,
    run: ReportRunId,
    training: z
      .literal(true)
      .exactOptional()
      .meta({ description: 'Made for training: nothing in it is real' }),
    names: LocalisedText,
    audience: ReportContent.shape.audience,
    subject: Named.extend({ kind: z.enum(['nation', 'region', 'category', 'cluster']) }),
    period: Period,
    frequency: Frequency,
    madeAt: Instant,
    due: z.object({ at: Instant, late: z.boolean(), skipped: z.int() }).nullable(),
    /** The indicators that it speaks of, as they are defined now. */
    indicators: z.array(Indicator),
    sections: z.array(Section),
    inputHash: Sha256,
  })
  .register(z.globalRegistry, { id: 'ReportDocument' })
export type ReportDocument = z.output<typeof ReportDocument>

/** What a report says, whichever run says it and whenever. */
export type ReportStatement = Omit<
  ReportDocument,
  'format' | 'report' | 'run' | 'training' | 'madeAt' | 'due'
>
