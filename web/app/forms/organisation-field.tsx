import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { organisation, organisationsSought } from '../data.ts'
import { say } from '../language.ts'
import { useCodes } from '../ui/codes.ts'
import { SelectField, TextField } from './fields.tsx'
import { t } from './texts/index.ts'

const LEAST_LETTERS = 2

/** What identifiers have, and hardly a name. */
const LIKE_IDENTIFIER = /\d{5}/

/** An organisation, found by how its name begins or by an identifier. */
export const OrganisationField = ({
  name,
  label,
  required = true,
  clearable = !required,
  value,
  onChange,
}: {
  readonly name: string
  readonly label: string
  readonly required?: boolean
  /** Whether none can be chosen again; unless it is required, by itself. */
  readonly clearable?: boolean
  readonly value: string | undefined
  readonly onChange: (id: string | undefined) => void
}) => {
  const regions = useCodes('regions')
  const [typed, setTyped] = useState('')
  const sought = typed.trim()
  const found = useQuery({
    ...organisationsSought(LIKE_IDENTIFIER.test(sought) ? { identifier: sought } : { name: sought }),
    enabled: sought.length >= LEAST_LETTERS,
    retry: false,
  })
  const items = found.data?.items ?? []
  const chosen = useQuery({ ...organisation(value ?? ''), enabled: value !== undefined })
  const chosenName = chosen.data === undefined ? (value ?? '') : say(chosen.data.names)
  return (
    <fieldset className="pair">
      <legend>{label}</legend>
      <TextField
        name={`${name}/sought`}
        label={t.organisation.seek}
        hint={t.organisation.seekHint}
        value={typed}
        onChange={(text) => setTyped(text ?? '')}
      />
      <SelectField
        name={name}
        label={t.organisation.found(items.length)}
        required={required}
        options={items.map(
          ({ id, names, seat }) => [id, `${say(names)}, ${regions.nameOf(seat.region)}`] as const,
        )}
        value={items.some(({ id }) => id === value) ? value : undefined}
        onChange={onChange}
      />
      {value !== undefined && (
        <p role="status">
          {t.organisation.chosen} {chosenName}{' '}
          {clearable && (
            <button type="button" onClick={() => onChange(undefined)}>
              {t.takeOut(chosenName)}
            </button>
          )}
        </p>
      )}
    </fieldset>
  )
}
