import { ActFields } from '../../../forms/act-fields.tsx'
import { bound } from '../../../forms/bound.ts'
import { CheckField, DateField, TextField } from '../../../forms/fields.tsx'
import type { Form } from '../../../forms/use-form.ts'
import type { GrantValues } from '../grant-values.ts'
import { t } from '../texts/index.ts'
import { ReachFields } from './reach-fields.tsx'

/** Where a grant holds, from when to when, and on what it rests. */
export const GrantFields = ({ form: { values, set } }: { readonly form: Form<GrantValues> }) => {
  const label = t.grants.labels
  const field = bound(values, set, label)
  return (
    <>
      <ReachFields value={values.reach} withClusters onChange={(reach) => set('reach', reach)} />
      <div className="pair">
        <DateField {...field('from')} required />
        <DateField {...field('to')} hint={t.grants.toHint} />
      </div>
      <TextField {...field('basis')} hint={t.grants.basisHint} required lines={2} />
      <ActFields name="act" isWhole value={values.act} onChange={(act) => set('act', act)} />
      <CheckField {...field('delegable')} hint={t.grants.delegableHint} />
    </>
  )
}
