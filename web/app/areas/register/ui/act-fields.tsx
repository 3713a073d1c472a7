import { DateField, TextField } from '../../../forms/fields.tsx'
import { withPart } from '../../../forms/merge.ts'
import { t } from '../texts/index.ts'

/** A legal act as far as it is typed. */
export interface ActValues {
  readonly kind?: string
  readonly number?: string
  readonly date?: string
}

/** What a legal act is, its number and its date. */
export const ActFields = ({
  name,
  value,
  onChange,
}: {
  readonly name: string
  readonly value: ActValues | undefined
  /** Undefined once nothing of it is left. */
  readonly onChange: (value: ActValues | undefined) => void
}) => (
  <fieldset className="pair">
    <legend>{t.act.title}</legend>
    <TextField
      name={`${name}/kind`}
      label={t.act.kind}
      hint={t.act.kindHint}
      required
      value={value?.kind}
      onChange={(kind) => onChange(withPart(value, 'kind', kind))}
    />
    <TextField
      name={`${name}/number`}
      label={t.act.number}
      value={value?.number}
      onChange={(number) => onChange(withPart(value, 'number', number))}
    />
    <DateField
      name={`${name}/date`}
      label={t.act.date}
      value={value?.date}
      onChange={(date) => onChange(withPart(value, 'date', date))}
    />
  </fieldset>
)
