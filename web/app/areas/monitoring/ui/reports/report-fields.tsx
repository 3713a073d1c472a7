import { CodeField, CodesField } from '../../../../forms/code-fields.tsx'
import { LocalisedField, NumberField, SelectField } from '../../../../forms/fields.tsx'
import { FORMATS, LANGUAGES, type ReportValues, SECTIONS } from '../../reports/report-values.ts'
import { t } from '../../texts/reports/index.ts'
import { useIndicators } from '../indicators.ts'
import { withParts } from '../parts.ts'
import { useSubjects } from '../subjects.ts'
import { RecipientFields } from './recipient-fields.tsx'
import { ScheduleFields } from './schedule-fields.tsx'

const MOST_INDICATORS = 40

/** Choices that are named by the texts. */
const named = (codes: readonly string[], names: Readonly<Record<string, string>>) =>
  codes.map((code) => ({
    code,
    names: { en: names[code] ?? code, ru: names[code] ?? code },
    parent: null,
  }))

const KINDS = ['nation', 'region', 'category', 'cluster'] as const
const OF = {
  region: { universe: 'region', dimension: 'region' },
  category: { universe: 'cluster', dimension: 'category' },
  cluster: { universe: 'cluster', dimension: 'unit' },
} as const

/** What a report tells, of what, for whom and when. */
export const ReportFields = ({
  values,
  set,
}: {
  readonly values: ReportValues
  readonly set: <K extends keyof ReportValues>(name: K, value: ReportValues[K] | undefined) => void
}) => {
  const { toChoose } = useIndicators()
  const subjects = useSubjects()
  const { scope } = values
  return (
    <>
      <LocalisedField
        name="names"
        label={t.labels.names}
        required
        value={values.names}
        onChange={(names) => set('names', names)}
      />
      <SelectField
        name="scope/kind"
        label={t.labels['scope/kind']}
        required
        options={KINDS.map((kind) => [kind, t.kinds[kind]] as const)}
        value={scope.kind}
        onChange={(kind = 'nation') => set('scope', { kind })}
      />
      {scope.kind !== 'nation' && (
        <CodeField
          name="scope/code"
          label={t.labels['scope/code']}
          required
          codes={subjects.toChoose(OF[scope.kind])}
          value={scope.code}
          onChange={(code) => set('scope', withParts(scope, { code }))}
        />
      )}
      <SelectField
        name="audience"
        label={t.labels.audience}
        hint={t.audienceHint}
        required
        options={[
          ['public', t.audiences.public],
          ['authority', t.audiences.authority],
        ]}
        value={values.audience}
        onChange={(audience) => set('audience', audience)}
      />
      <h2>{t.contents}</h2>
      <SelectField
        name="frequency"
        label={t.labels.frequency}
        hint={t.frequencyHint}
        required
        options={[
          ['A', t.frequencies.A],
          ['Q', t.frequencies.Q],
          ['M', t.frequencies.M],
        ]}
        value={values.frequency}
        onChange={(frequency) => set('frequency', frequency)}
      />
      <NumberField
        name="periods"
        label={t.labels.periods}
        required
        min={2}
        max={40}
        step={1}
        value={values.periods}
        onChange={(periods) => set('periods', periods)}
      />
      <CodesField
        name="indicators"
        label={t.labels.indicators}
        required
        most={MOST_INDICATORS}
        codes={toChoose(() => true)}
        value={values.indicators}
        onChange={(indicators) => set('indicators', indicators)}
      />
      <CodesField
        name="sections"
        label={t.labels.sections}
        hint={t.sectionsHint}
        required
        most={SECTIONS.length}
        codes={named(SECTIONS, t.sections)}
        value={values.sections}
        onChange={(sections) => set('sections', sections)}
      />
      <CodesField
        name="languages"
        label={t.labels.languages}
        required
        most={LANGUAGES.length}
        codes={named(LANGUAGES, t.languages)}
        value={values.languages}
        onChange={(languages) => set('languages', languages)}
      />
      <CodesField
        name="formats"
        label={t.labels.formats}
        hint={t.formatsHint}
        required
        most={FORMATS.length}
        codes={named(FORMATS, t.formats)}
        value={values.formats}
        onChange={(formats) => set('formats', formats)}
      />
      <ScheduleFields values={values.schedule} onChange={(schedule) => set('schedule', schedule)} />
      <RecipientFields
        recipients={values.recipients}
        onChange={(recipients) => set('recipients', recipients)}
      />
    </>
  )
}
