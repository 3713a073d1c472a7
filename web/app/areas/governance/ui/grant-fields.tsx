import { ActFields } from '../../../forms/act-fields.tsx'
import { CheckField, DateField, TextField } from '../../../forms/fields.tsx'
import type { Form } from '../../../forms/use-form.ts'
import type { GrantValues } from '../grant-values.ts'
import { t } from '../texts/index.ts'
import { ReachFields } from './reach-fields.tsx'

/** Where a grant holds, from when to when, and on what it rests. */
export const GrantFields = ({ form: { values, set } }: { readonly form: Form<GrantValues> }) => {
  const label = t.grants.labels
  return (
    <>
      <ReachFields value={values.reach} withClusters onChange={(reach) => set('reach', reach)} />
      <div className="pair">
        <DateField
          name="from"
          label={label.from}
          required
          value={values.from}
          onChange={(from) => set('from', from)}
        />
        <DateField
          name="to"
          label={label.to}
          hint={t.grants.toHint}
          value={values.to}
          onChange={(to) => set('to', to)}
        />
      </div>
      <TextField
        name="basis"
        label={label.basis}
        hint={t.grants.basisHint}
        required
        lines={2}
        value={values.basis}
        onChange={(basis) => set('basis', basis)}
      />
      <ActFields name="act" isWhole value={values.act} onChange={(act) => set('act', act)} />
      <CheckField
        name="delegable"
        label={label.delegable}
        hint={t.grants.delegableHint}
        value={values.delegable}
        onChange={(delegable) => set('delegable', delegable)}
      />
    </>
  )
}
