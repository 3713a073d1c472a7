import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { organisation, organisationsNamed } from '../data.ts'
import { say } from '../language.ts'
import { useCodes } from '../ui/codes.ts'
import { SelectField, TextField } from './fields.tsx'
import { t } from './texts/index.ts'

const LEAST_LETTERS = 2

/** An organisation, found by how its name begins. */
export const OrganisationField = ({
  name,
  label,
  value,
  onChange,
}: {
  readonly name: string
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (id: string | undefined) => void
}) => {
  const regions = useCodes('regions')
  const [typed, setTyped] = useState('')
  const sought = typed.trim()
  const found = useQuery({ ...organisationsNamed(sought), enabled: sought.length >= LEAST_LETTERS })
  const items = found.data?.items ?? []
  const chosen = useQuery({ ...organisation(value ?? ''), enabled: value !== undefined })
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
        required
        options={items.map(
          ({ id, names, seat }) => [id, `${say(names)}, ${regions.nameOf(seat.region)}`] as const,
        )}
        value={items.some(({ id }) => id === value) ? value : undefined}
        onChange={onChange}
      />
      {value !== undefined && (
        <p role="status">
          {t.organisation.chosen} {chosen.data === undefined ? value : say(chosen.data.names)}
        </p>
      )}
    </fieldset>
  )
}
