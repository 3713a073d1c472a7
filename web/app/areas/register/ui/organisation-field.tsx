import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SelectField, TextField } from '../../../forms/fields.tsx'
import { say } from '../../../language.ts'
import { useCodes } from '../../../ui/codes.ts'
import { organisationsSought } from '../data.ts'
import { t } from '../texts/index.ts'
import { OrganisationName } from './names.tsx'

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
  return (
    <fieldset className="pair">
      <legend>{label}</legend>
      <TextField
        name={`${name}/sought`}
        label={t.members.seek}
        hint={t.members.seekHint}
        value={typed}
        onChange={(text) => setTyped(text ?? '')}
      />
      <SelectField
        name={name}
        label={t.members.found(items.length)}
        required={required}
        options={items.map(
          ({ id, names, seat }) => [id, `${say(names)}, ${regions.nameOf(seat.region)}`] as const,
        )}
        value={items.some(({ id }) => id === value) ? value : undefined}
        onChange={onChange}
      />
      {value !== undefined && (
        <p role="status">
          {t.members.chosen} <OrganisationName id={value} />{' '}
          {clearable && (
            <button type="button" onClick={() => onChange(undefined)}>
              {t.members.takeOut}
            </button>
          )}
        </p>
      )}
    </fieldset>
  )
}
