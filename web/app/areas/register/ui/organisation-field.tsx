import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SelectField, TextField } from '../../../forms/fields.tsx'
import { say } from '../../../language.ts'
import { useCodes } from '../../../ui/codes.ts'
import { organisationsNamed } from '../data.ts'
import { t } from '../texts/index.ts'
import { OrganisationName } from './names.tsx'

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
        required
        options={items.map(
          ({ id, names, seat }) => [id, `${say(names)}, ${regions.nameOf(seat.region)}`] as const,
        )}
        value={items.some(({ id }) => id === value) ? value : undefined}
        onChange={onChange}
      />
      {value !== undefined && (
        <p role="status">
          {t.members.chosen} <OrganisationName id={value} />
        </p>
      )}
    </fieldset>
  )
}
