import { bound } from '../../../../forms/bound.ts'
import { CodeField } from '../../../../forms/code-fields.tsx'
import { CheckField, LocalisedField, SelectField } from '../../../../forms/fields.tsx'
import { t as session } from '../../../../session/texts/index.ts'
import { useCodes } from '../../../../ui/codes.ts'
import type { RuleValues } from '../../alerts/rule-values.ts'
import type { AlertRule } from '../../api.ts'
import { t } from '../../texts/alerts/index.ts'
import { withParts } from '../parts.ts'
import { useSubjects } from '../subjects.ts'
import { ConditionFields } from './condition-fields.tsx'

/** Whose holders an alert may be told to. */
const TOLD = [
  'kpi.verify',
  'kpi.submit',
  'cluster.register',
  'cluster.edit',
  'campaign.manage',
  'target.set',
  'report.schedule',
] as const

const SEVERITIES = ['critical', 'warning', 'info'] as const

/** What a rule watches, where, and who is told. */
export const RuleFields = ({
  values,
  set,
}: {
  readonly values: RuleValues
  readonly set: <K extends keyof RuleValues>(name: K, value: RuleValues[K] | undefined) => void
}) => {
  const regions = useCodes('regions').all
  const { toChoose } = useSubjects()
  const { condition, told } = values
  const isOfClusters = condition.kind === 'missed-deadline' || condition.kind === 'stale-profile'
  const subjects = toChoose(isOfClusters ? { universe: 'cluster', dimension: 'unit' } : condition)
  const powers = new Set<AlertRule['told']>([...TOLD, ...(told === undefined ? [] : [told])])
  const field = bound(values, set, t.labels)
  return (
    <>
      <LocalisedField {...field('name')} hint={t.nameHint} required />
      <SelectField
        {...field('severity')}
        required
        options={SEVERITIES.map((one) => [one, t.severities[one]] as const)}
      />
      <ConditionFields
        values={condition}
        onChange={(parts) => {
          set('condition', withParts(condition, parts))
          // A code names one of a dimension: of another it would name nothing.
          if ('kind' in parts || 'universe' in parts || 'dimension' in parts) set('code', undefined)
        }}
      />
      <h2>{t.where}</h2>
      <CodeField {...field('territory')} hint={t.territoryHint} required codes={regions} />
      <CodeField {...field('code')} hint={t.codeHint} codes={subjects} />
      <SelectField
        name="told"
        label={t.labels.told}
        hint={t.toldHint}
        required
        options={[...powers].map((power) => [power, t.whoMay(session.powers[power])] as const)}
        value={told}
        onChange={(power) => set('told', power)}
      />
      <CheckField {...field('enabled')} />
    </>
  )
}
