import { CodesField } from '../../../../forms/code-fields.tsx'
import { CheckField, DateField, LocalisedField, TextField } from '../../../../forms/fields.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import type { PlanValues, ScopeValues } from '../../plan/campaign-plan.ts'
import { t } from '../../texts/plan/index.ts'
import { TimeZoneField } from '../time-zone-field.tsx'
import { ChecksFields } from './checks-fields.tsx'
import { FiguresField } from './figures-field.tsx'

const MOST = { figures: 24, places: 50 } as const

interface PlanProps {
  readonly values: PlanValues
  readonly set: <K extends keyof PlanValues>(name: K, value: PlanValues[K] | undefined) => void
}

/** What a campaign asks for, of whom and until when. */
export const PlanFields = ({ values, set, isOpen }: PlanProps & { readonly isOpen: boolean }) => (
  <>
    <LocalisedField
      name="name"
      label={t.labels.name}
      hint={t.nameHint}
      required
      value={values.name}
      onChange={(name) => set('name', name)}
    />
    {isOpen ? <p className="notice">{t.fixed}</p> : <AskedFields values={values} set={set} />}
    <DateField
      name="deadline"
      label={t.labels.deadline}
      hint={t.deadlineHint}
      required
      value={values.deadline}
      onChange={(deadline) => set('deadline', deadline)}
    />
    <TextField
      name="reminders"
      label={t.labels.reminders}
      hint={t.remindersHint}
      value={values.reminders}
      onChange={(reminders) => set('reminders', reminders)}
    />
    <ChecksFields
      checks={values.checks}
      figures={values.figures}
      onChange={(checks) => set('checks', checks)}
    />
  </>
)

/** What is fixed once the campaign has opened. */
const AskedFields = ({ values, set }: PlanProps) => {
  const regions = useCodes('regions').all
  const categories = useCodes('categories').all
  const { scope } = values
  const setScope = (part: Partial<ScopeValues>) => set('scope', { ...scope, ...part })
  return (
    <>
      <FiguresField
        name="figures"
        label={t.labels.figures}
        most={MOST.figures}
        value={values.figures}
        onChange={(figures) => set('figures', figures)}
      />
      <TextField
        name="period"
        label={t.labels.period}
        hint={t.periodHint}
        required
        value={values.period}
        onChange={(period) => set('period', period)}
      />
      <CodesField
        name="scope/territory"
        label={t.labels['scope/territory']}
        hint={t.territoryHint}
        required
        codes={[{ code: '*', names: { en: t.everywhere, ru: t.everywhere }, parent: null }, ...regions]}
        most={MOST.places}
        value={scope.territory}
        onChange={(territory) => setScope({ territory })}
      />
      <CodesField
        name="scope/categories"
        label={t.labels['scope/categories']}
        hint={t.categoriesHint}
        codes={categories}
        most={MOST.places}
        value={scope.categories}
        onChange={(chosen) => setScope({ categories: chosen })}
      />
      <CheckField
        name="scope/statuses"
        label={t.labels['scope/statuses']}
        value={scope.statuses.includes('suspended')}
        onChange={(too) => setScope({ statuses: too ? ['registered', 'suspended'] : ['registered'] })}
      />
      <CheckField
        name="scope/later"
        label={t.labels['scope/later']}
        value={scope.later}
        onChange={(later) => setScope({ later })}
      />
      <DateField
        name="opensOn"
        label={t.labels.opensOn}
        hint={t.opensOnHint}
        required
        value={values.opensOn}
        onChange={(opensOn) => set('opensOn', opensOn)}
      />
      <TimeZoneField
        name="timeZone"
        label={t.labels.timeZone}
        required
        value={values.timeZone}
        onChange={(timeZone) => set('timeZone', timeZone)}
      />
    </>
  )
}
