import type { Condition, Severity } from '#monitoring/alerts/model'
import type { Indicator, ReferenceMetadata } from '#monitoring/model'
import type { Absence, EntryEvent, ReportDocument, SectionName } from '../model.ts'
import type { PluralForms } from './format.ts'

/** Everything that a report says besides what it is about. */
export interface Words {
  readonly report: string
  readonly training: { readonly mark: string; readonly notice: string }
  readonly preview: { readonly mark: string; readonly notice: string }
  readonly subjects: Readonly<Record<ReportDocument['subject']['kind'], string>>
  readonly madeAt: (moment: string) => string
  readonly late: (due: string) => string
  readonly skipped: (times: string) => string
  readonly scheduledTimes: PluralForms
  readonly audience: Readonly<Record<ReportDocument['audience'], string>>
  readonly contents: string
  readonly sections: Readonly<Record<SectionName, string>>
  readonly indicator: string
  readonly unit: string
  readonly period: string
  readonly value: string
  readonly sign: string
  readonly difference: string
  readonly growth: string
  readonly comparedWith: string
  readonly matched: string
  readonly target: string
  readonly targetPeriod: string
  readonly attainment: string
  readonly onTrack: string
  readonly yes: string
  readonly no: string
  readonly wayToTarget: string
  readonly trendOf: (name: string) => string
  readonly trendSays: (name: string, from: string, to: string, values: string) => string
  readonly values: PluralForms
  readonly lowest: (value: string, period: string) => string
  readonly highest: (value: string, period: string) => string
  readonly noValues: string
  readonly rank: string
  readonly place: string
  readonly share: string
  readonly rankingOf: (name: string, period: string) => string
  readonly rankingSays: (count: string, first: string, last: string) => string
  readonly places: PluralForms
  readonly shownOnly: (count: number) => string
  readonly coverage: string
  readonly coverageSays: (count: string) => string
  readonly indicators: PluralForms
  readonly reported: string
  readonly outstanding: string
  readonly reporting: string
  readonly expected: string
  readonly estimated: string
  readonly complete: string
  readonly alert: string
  readonly severity: string
  readonly severities: Readonly<Record<Severity, string>>
  readonly concerns: string
  readonly found: string
  readonly watched: string
  readonly conditions: Readonly<Record<Condition['kind'], string>>
  readonly limit: string
  readonly since: string
  readonly open: string
  readonly acknowledged: string
  readonly acknowledgedOn: (date: string) => string
  readonly alertsSay: (open: string, acknowledged: string) => string
  readonly openAlerts: PluralForms
  readonly acknowledgedAlerts: PluralForms
  readonly noAlerts: string
  readonly registeredOn: (date: string, registered: string, suspended: string) => string
  readonly clusters: PluralForms
  readonly suspendedClusters: PluralForms
  readonly changesWithin: (from: string, to: string) => string
  readonly noChanges: string
  readonly date: string
  readonly event: string
  readonly events: Readonly<Record<EntryEvent, string>>
  readonly number: string
  readonly cluster: string
  readonly status: string
  readonly statuses: Readonly<Record<'registered' | 'suspended', string>>
  readonly category: string
  readonly regions: string
  readonly clustersOn: (date: string) => string
  readonly method: readonly string[]
  readonly inputHash: (hash: string) => string
  readonly definition: string
  readonly rule: string
  readonly rules: Readonly<Record<Indicator['aggregation']['rule'], string>>
  readonly overTime: string
  readonly overTimes: Readonly<Record<Indicator['overTime'], string>>
  readonly confidentiality: string
  readonly confidentialities: Readonly<Record<Indicator['confidentiality'], string>>
  readonly version: string
  readonly concepts: Readonly<Record<keyof ReferenceMetadata, string>>
  readonly absences: Readonly<Record<Absence, string>>
  readonly signs: Readonly<Record<'B' | 'E' | 'I' | 'P' | 'U' | 'V', string>>
  readonly signsSay: string
}
