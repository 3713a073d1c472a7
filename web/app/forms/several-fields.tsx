import { useContext, useState } from 'react'
import { CheckField, controlId, TextField, type ValueProps } from './fields.tsx'
import { FormContext } from './form-context.ts'
import { same } from './merge.ts'

/** Several of a few, each with a box to tick. */
export const ChecksField = <V extends string>({
  name,
  label,
  value,
  onChange,
  options,
}: Omit<ValueProps<readonly V[]>, 'onChange'> & {
  readonly options: readonly (readonly [value: V, label: string])[]
  readonly onChange: (value: V[]) => void
}) => {
  const { id: form, faults } = useContext(FormContext)
  const id = controlId(form, name)
  const here = faults.filter(({ pointer }) => pointer === `/${name}`)
  return (
    // The summary of the form leads here.
    <fieldset
      className="pair"
      id={id}
      tabIndex={-1}
      aria-describedby={here.length > 0 ? `${id}-fault` : undefined}
    >
      <legend>{label}</legend>
      {options.map(([one, text]) => (
        <CheckField
          key={one}
          name={`${name}/${one}`}
          label={text}
          value={value.includes(one)}
          onChange={(isOn) => onChange(isOn ? [...value, one] : value.filter((other) => other !== one))}
        />
      ))}
      {here.length > 0 && (
        <p className="fault" id={`${id}-fault`}>
          {here.map(({ detail }) => detail).join('; ')}
        </p>
      )}
    </fieldset>
  )
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** Several texts, one in each line; empty lines are none. */
export const LinesField = ({
  value,
  onChange,
  lines,
  ...field
}: Omit<ValueProps<readonly string[]>, 'onChange'> & {
  readonly lines: number
  readonly onChange: (value: string[]) => void
}) => {
  const [typed, setTyped] = useState('')
  return (
    <TextField
      {...field}
      lines={lines}
      value={same(linesOf(typed), value) ? typed : value.join('\n')}
      onChange={(text = '') => {
        setTyped(text)
        onChange(linesOf(text))
      }}
    />
  )
}
