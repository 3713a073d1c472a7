import { bound } from '../../../../forms/bound.ts'
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
export const PlanFields = ({ values, set, isOpen }: PlanProps & { readonly isOpen: boolean }) => {
  const field = bound(values, set, t.labels)
  return (
    <>
      <LocalisedField {...field('name')} hint={t.nameHint} required />
      {isOpen ? <p className="notice">{t.fixed}</p> : <AskedFields values={values} set={set} />}
      <DateField {...field('deadline')} hint={t.deadlineHint} required />
      <TextField {...field('reminders')} hint={t.remindersHint} />
      <ChecksFields
        checks={values.checks}
        figures={values.figures}
        onChange={(checks) => set('checks', checks)}
      />
    </>
  )
}

/** What is fixed once the campaign has opened. */
const AskedFields = ({ values, set }: PlanProps) => {
  const regions = useCodes('regions').all
  const categories = useCodes('categories').all
  const { scope } = values
  const setScope = (part: Partial<ScopeValues>) => set('scope', { ...scope, ...part })
  const field = bound(values, set, t.labels)
  return (
    <>
      <FiguresField {...field('figures')} most={MOST.figures} />
      <TextField {...field('period')} hint={t.periodHint} required />
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
      <DateField {...field('opensOn')} hint={t.opensOnHint} required />
      <TimeZoneField {...field('timeZone')} required />
    </>
  )
}
