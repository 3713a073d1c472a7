import type { ReportContent } from '#reports/model/definition'
import { type RhythmValues, rhythmOf, scheduleOf, usualRhythm } from '../schedule/rhythm.ts'

export interface RecipientValues {
  readonly person?: string
  readonly language?: 'en' | 'ru'
}

/** A report as its form holds it. */
export interface ReportValues {
  readonly names?: ReportContent['names']
  readonly scope: { readonly kind: ReportContent['scope']['kind']; readonly code?: string }
  readonly frequency: ReportContent['frequency']
  readonly periods?: number
  readonly indicators: readonly string[]
  readonly sections: readonly string[]
  readonly languages: readonly string[]
  readonly formats: readonly string[]
  readonly audience: ReportContent['audience']
  readonly schedule: RhythmValues
  readonly recipients: readonly RecipientValues[]
}

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
export const FORMATS = ['html', 'pdf', 'xlsx'] as const
export const LANGUAGES = ['en', 'ru'] as const

export const emptyReport = (timeZone: string): ReportValues => ({
  scope: { kind: 'nation' },
  frequency: 'Q',
  periods: 8,
  indicators: [],
  sections: SECTIONS,
  languages: LANGUAGES,
  formats: FORMATS,
  audience: 'public',
  schedule: usualRhythm(timeZone),
  recipients: [],
})

export const reportValues = ({ schedule, ...plain }: ReportContent, timeZone: string): ReportValues => ({
  ...plain,
  schedule: rhythmOf(schedule, timeZone),
})

/** What is sent of it, still to be checked by the schema. Sections stand in the order in which reports tell them. */
export const reportContent = ({ schedule, sections, ...plain }: ReportValues): object => ({
  ...plain,
  sections: SECTIONS.filter((section) => sections.includes(section)),
  schedule: scheduleOf(schedule),
})
