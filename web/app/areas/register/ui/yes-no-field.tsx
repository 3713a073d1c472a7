import { Field, type ValueProps } from '../../../forms/fields.tsx'
import { t } from '../texts/index.ts'

/** Yes, no, or not known. */
export const YesNoField = ({ value, onChange, ...field }: ValueProps<boolean | undefined>) => (
  <Field {...field}>
    {(wiring) => (
      <select
        {...wiring}
        value={value === undefined ? '' : value ? 'yes' : 'no'}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value === 'yes')}
      >
        <option value="">{t.attest.unknown}</option>
        <option value="yes">{t.attest.yes}</option>
        <option value="no">{t.attest.no}</option>
      </select>
    )}
  </Field>
)
