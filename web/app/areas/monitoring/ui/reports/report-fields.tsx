import { bound } from '../../../../forms/bound.ts'
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
  const field = bound(values, set, t.labels)
  return (
    <>
      <LocalisedField {...field('names')} required />
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
        {...field('audience')}
        hint={t.audienceHint}
        required
        options={[
          ['public', t.audiences.public],
          ['authority', t.audiences.authority],
        ]}
      />
      <h2>{t.contents}</h2>
      <SelectField
        {...field('frequency')}
        hint={t.frequencyHint}
        required
        options={[
          ['A', t.frequencies.A],
          ['Q', t.frequencies.Q],
          ['M', t.frequencies.M],
        ]}
      />
      <NumberField {...field('periods')} required min={2} max={40} step={1} />
      <CodesField {...field('indicators')} required most={MOST_INDICATORS} codes={toChoose(() => true)} />
      <CodesField
        {...field('sections')}
        hint={t.sectionsHint}
        required
        most={SECTIONS.length}
        codes={named(SECTIONS, t.sections)}
      />
      <CodesField
        {...field('languages')}
        required
        most={LANGUAGES.length}
        codes={named(LANGUAGES, t.languages)}
      />
      <CodesField
        {...field('formats')}
        hint={t.formatsHint}
        required
        most={FORMATS.length}
        codes={named(FORMATS, t.formats)}
      />
      <ScheduleFields values={values.schedule} onChange={(schedule) => set('schedule', schedule)} />
      <RecipientFields
        recipients={values.recipients}
        onChange={(recipients) => set('recipients', recipients)}
      />
    </>
  )
}
