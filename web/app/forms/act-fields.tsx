import type { ActValues } from './act.ts'
import { DateField, TextField, WholeFault } from './fields.tsx'
import { withPart } from './merge.ts'
import { t } from './texts/index.ts'

/** What a legal act is, its number and its date. */
export const ActFields = ({
  name,
  isWhole = false,
  value,
  onChange,
}: {
  readonly name: string
  /** Number and date have to be given. */
  readonly isWhole?: boolean
  readonly value: ActValues | undefined
  /** Undefined once nothing of it is left. */
  readonly onChange: (value: ActValues | undefined) => void
}) => (
  <fieldset className="pair">
    <legend>{t.act.title}</legend>
    <WholeFault name={name} />
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
      required={isWhole}
      value={value?.number}
      onChange={(number) => onChange(withPart(value, 'number', number))}
    />
    <DateField
      name={`${name}/date`}
      label={t.act.date}
      required={isWhole}
      value={value?.date}
      onChange={(date) => onChange(withPart(value, 'date', date))}
    />
  </fieldset>
)
