import { type ReactNode, useContext } from 'react'
import { FormContext } from './form-context.ts'
import { t } from './texts/index.ts'

export interface FieldProps {
  /** The name of the value in the content, as pointers name it: `website`, `seat/town`. */
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly required?: boolean
}

interface Wiring {
  readonly id: string
  readonly required?: true
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

/** The id of a value's control: the summary of a form leads there. */
export const controlId = (form: string, name: string): string =>
  `${form}-${name}`.replaceAll(/[^A-Za-z0-9-]/g, '-')

/** A control with its label, what helps to fill it in, and what is wrong with it, all tied together for screen
 *  readers. Other controls than those below are built on it. */
export const Field = ({
  name,
  label,
  hint,
  required = false,
  children,
}: FieldProps & { readonly children: (wiring: Wiring) => ReactNode }) => {
  const { id: form, faults } = useContext(FormContext)
  const id = controlId(form, name)
  const here = faults.filter(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))
  const described = [hint !== undefined && `${id}-hint`, here.length > 0 && `${id}-fault`].filter(Boolean)
  return (
    <div className="field" data-faulty={here.length > 0 || undefined}>
      <label htmlFor={id}>
        {label}
        {required && <span className="quiet"> ({t.required})</span>}
      </label>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        ...(required && { required }),
        ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
        ...(here.length > 0 && { 'aria-invalid': true }),
      })}
      {here.length > 0 && (
        <p className="fault" id={`${id}-fault`}>
          {here.map(({ detail }) => detail).join('; ')}
        </p>
      )}
    </div>
  )
}

export interface ValueProps<T> extends FieldProps {
  readonly value: T
  readonly onChange: (value: T) => void
}

/** A text of one line, or of several; empty is undefined. */
export const TextField = ({
  value,
  onChange,
  lines = 1,
  type = 'text',
  lang,
  ...field
}: ValueProps<string | undefined> & {
  readonly lines?: number
  readonly type?: 'text' | 'url' | 'email' | 'tel'
  readonly lang?: string
}) => (
  <Field {...field}>
    {(wiring) => {
      const common = {
        ...wiring,
        lang,
        value: value ?? '',
        onChange: ({ target }: { readonly target: { readonly value: string } }) =>
          onChange(target.value === '' ? undefined : target.value),
      }
      return lines > 1 ? <textarea {...common} rows={lines} /> : <input {...common} type={type} />
    }}
  </Field>
)

/** What is wrong with a value of several parts as a whole: that it is missing, say. */
export const WholeFault = ({ name }: { readonly name: string }) => {
  const { faults } = useContext(FormContext)
  const here = faults.filter(({ pointer }) => pointer === `/${name}`)
  if (here.length === 0) return null
  return <p className="fault">{here.map(({ detail }) => detail).join('; ')}</p>
}

type Localised = Readonly<Record<string, string>>

/** A text in the two languages of the platform; texts in further ones stay as they are. */
export const LocalisedField = ({
  name,
  label,
  hint,
  required = false,
  value = {},
  onChange,
  lines = 1,
}: ValueProps<Localised | undefined> & { readonly lines?: number }) => (
  <fieldset className="pair">
    <legend>{label}</legend>
    {hint !== undefined && <p className="hint">{hint}</p>}
    <WholeFault name={name} />
    {(['en', 'ru'] as const).map((language) => (
      <TextField
        key={language}
        name={`${name}/${language}`}
        label={t.languages[language]}
        required={required && Object.keys(value).length === 0}
        value={value[language]}
        lang={language}
        lines={lines}
        onChange={(text) => {
          const { [language]: _, ...others } = value
          const next = text === undefined ? others : { ...others, [language]: text }
          onChange(Object.keys(next).length === 0 ? undefined : next)
        }}
      />
    ))}
  </fieldset>
)

/** A number; empty is undefined. */
export const NumberField = ({
  value,
  onChange,
  min,
  max,
  step = 'any',
  ...field
}: ValueProps<number | undefined> & {
  readonly min?: number
  readonly max?: number
  readonly step?: number | 'any'
}) => (
  <Field {...field}>
    {(wiring) => (
      <input
        {...wiring}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
      />
    )}
  </Field>
)

/** A calendar date, `2026-03-01`; empty is undefined. */
export const DateField = ({
  value,
  onChange,
  min,
  max,
  ...field
}: ValueProps<string | undefined> & { readonly min?: string; readonly max?: string }) => (
  <Field {...field}>
    {(wiring) => (
      <input
        {...wiring}
        type="date"
        min={min}
        max={max}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
    )}
  </Field>
)

/** One of a few; unless it is required, none too. */
export const SelectField = <V extends string>({
  value,
  onChange,
  options,
  ...field
}: ValueProps<V | undefined> & { readonly options: readonly (readonly [value: V, label: string])[] }) => (
  <Field {...field}>
    {(wiring) => (
      <select
        {...wiring}
        value={value ?? ''}
        onChange={({ target }) => onChange(options.find(([one]) => one === target.value)?.[0])}
      >
        {(!field.required || value === undefined) && <option value="">{t.none}</option>}
        {options.map(([one, label]) => (
          <option key={one} value={one}>
            {label}
          </option>
        ))}
      </select>
    )}
  </Field>
)

export const CheckField = ({ value, onChange, ...field }: ValueProps<boolean>) => (
  <div className="check">
    <Field {...field}>
      {(wiring) => (
        <input
          {...wiring}
          type="checkbox"
          checked={value}
          onChange={({ target }) => onChange(target.checked)}
        />
      )}
    </Field>
  </div>
)
