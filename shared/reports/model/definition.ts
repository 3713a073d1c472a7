import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { LANGUAGES, LocalisedText } from '#kernel/localised-text'
import { wording } from '#kernel/wording'
import { Frequency, IndicatorCode } from '#monitoring/model'
import { ReportId } from './ids.ts'
import { Schedule } from './schedule.ts'
import { Place, Scope } from './scope.ts'

export const ReportLanguage = z.enum(LANGUAGES)
export type ReportLanguage = z.output<typeof ReportLanguage>

/** The forms of a report. JSON has no language: it is the report itself, from which the others are made. */
export const ReportFormat = z
  .enum(['json', 'html', 'pdf', 'xlsx'])
  .register(z.globalRegistry, { id: 'ReportFormat' })
export type ReportFormat = z.output<typeof ReportFormat>

/** What a report can say, in the order in which it is said. */
export const SECTIONS = [
  'key-figures',
  'trends',
  'ranking',
  'quality',
  'alerts',
  'registry',
  'clusters',
  'method',
] as const
export const SectionName = z.enum(SECTIONS).register(z.globalRegistry, { id: 'ReportSectionName' })
export type SectionName = z.output<typeof SectionName>

/** Who gets a report by e-mail, and in which language. */
const Recipient = z
  .object({
    person: z
      .string()
      .regex(
        /^per_[0-9A-Z]{26}$/,
        wording({ en: 'expected per_ and 26 characters', ru: 'ожидается per_ и 26 символов' }),
      ),
    language: ReportLanguage,
  })
  .register(z.globalRegistry, { id: 'ReportRecipient' })

const distinct = <T>(values: readonly T[]): boolean => new Set(values).size === values.length

/** What people decide about a report. */
export const ReportContent = z
  .object({
    names: LocalisedText,
    scope: Scope,
    frequency: Frequency.meta({
      description: 'How long the period is that it is about; it ends with the last one that is over',
    }),
    periods: z
      .int()
      .min(2)
      .max(40)
      .default(8)
      .register(z.globalRegistry, { description: 'How many periods its trends show' }),
    indicators: z
      .array(IndicatorCode)
      .min(1)
      .max(40)
      .refine(distinct, {
        error: 'names an indicator twice',
        params: { ru: 'один показатель указан дважды' },
      }),
    sections: z
      .array(SectionName)
      .min(1)
      .refine(distinct, { error: 'names a section twice', params: { ru: 'один раздел указан дважды' } })
      .default([...SECTIONS])
      .register(z.globalRegistry, { description: 'Alerts are told in reports for authorities only' }),
    languages: z
      .array(ReportLanguage)
      .min(1)
      .refine(distinct, { error: 'names a language twice', params: { ru: 'один язык указан дважды' } }),
    formats: z
      .array(ReportFormat.exclude(['json']))
      .min(1)
      .refine(distinct, { error: 'names a format twice', params: { ru: 'один формат указан дважды' } })
      .register(z.globalRegistry, { description: 'Besides JSON, in which every report is kept' }),
    audience: z.enum(['public', 'authority']).default('public').register(z.globalRegistry, {
      description:
        'public: figures that everybody may read, and everybody may read the report. authority: figures that whoever saved it last may read, for them and for those who verify figures there',
    }),
    schedule: Schedule.nullable().default(null),
    recipients: z.array(Recipient).max(50).default([]),
  })
  .superRefine(({ recipients, languages }, context) => {
    recipients.forEach(({ language }, index) => {
      if (!languages.includes(language))
        context.addIssue({
          code: 'custom',
          path: ['recipients', index, 'language'],
          message: `is not one of the report's languages (${languages.join(', ')})`,
          params: { ru: `нет среди языков отчёта (${languages.join(', ')})` },
        })
    })
  })
  .register(z.globalRegistry, { id: 'ReportContent' })
export type ReportContent = z.output<typeof ReportContent>

/** A report as it is defined, kept as it stands. */
export const ReportDefinition = z.object({
  id: ReportId,
  content: ReportContent,
  place: Place,
  /** Under whose rights figures for authorities are read: whoever saved it last. */
  owner: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type ReportDefinition = z.output<typeof ReportDefinition>

/** A definition with when it is due next. */
export const ReportView = ReportDefinition.omit({ place: true })
  .extend({
    nextRun: Instant.nullable().register(z.globalRegistry, { description: 'Null without a schedule' }),
  })
  .register(z.globalRegistry, { id: 'ReportView' })
export type ReportView = z.output<typeof ReportView>

/** A definition as it is shown. */
export const reportView = (
  { place: _place, ...shown }: ReportDefinition,
  due: DueReport | undefined,
): ReportView => ({ ...shown, nextRun: due?.nextRun ?? null })

/** When a definition is due next. It stands apart, so that starting a run does not change the definition. */
export const DueReport = z.object({ report: ReportId, nextRun: Instant })
export type DueReport = z.output<typeof DueReport>
