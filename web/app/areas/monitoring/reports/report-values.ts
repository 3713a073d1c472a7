import type { ReportDefinition } from '../api.ts'
import { type RhythmValues, rhythmOf, scheduleOf, usualRhythm } from '../schedule/rhythm.ts'

type Content = ReportDefinition['content']

export interface RecipientValues {
  readonly person?: string
  readonly language?: 'en' | 'ru'
}

/** A report as its form holds it. */
export interface ReportValues {
  readonly names?: Content['names']
  readonly scope: { readonly kind: Content['scope']['kind']; readonly code?: string }
  readonly frequency: Content['frequency']
  readonly periods?: number
  readonly indicators: readonly string[]
  readonly sections: readonly string[]
  readonly languages: readonly string[]
  readonly formats: readonly string[]
  readonly audience: Content['audience']
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

export const reportValues = ({ schedule, ...plain }: Content, timeZone: string): ReportValues => ({
  ...plain,
  schedule: rhythmOf(schedule, timeZone),
})

/** What is sent of it, still to be checked by the schema. Sections stand in the order in which reports tell them. */
export const reportContent = ({ schedule, sections, ...plain }: ReportValues): object => ({
  ...plain,
  sections: SECTIONS.filter((section) => sections.includes(section)),
  schedule: scheduleOf(schedule),
})
