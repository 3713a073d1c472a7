import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { collator } from '../../../format.ts'
import { SelectField } from '../../../forms/fields.tsx'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { say } from '../../../language.ts'
import { me } from '../../../session/me.ts'
import { indented, inTreeOrder } from '../../../ui/tree.ts'
import { authorities } from '../data.ts'
import { t } from '../texts/index.ts'

/** Who gets something: an authority, or an organisation found by its name. */
export const HolderField = ({
  name,
  label,
  whenOwn,
  value,
  onChange,
}: {
  readonly name: string
  readonly label: string
  /** Said at once where the person holds a position at the chosen one. */
  readonly whenOwn?: string
  readonly value: string | undefined
  readonly onChange: (holder: string | undefined) => void
}) => {
  const { data: offices = [] } = useQuery(authorities())
  const { data: mine } = useQuery(me())
  const [kind, setKind] = useState<'authority' | 'organisation'>(
    value?.startsWith('org_') ? 'organisation' : 'authority',
  )
  const tree = inTreeOrder(
    offices.filter(({ ended }) => ended === undefined),
    (a, b) => collator.compare(say(a.names), say(b.names)),
  )
  const isOwn = mine?.positions.some(({ holder }) => holder === value) === true
  return (
    <>
      <SelectField
        name={`${name}/kind`}
        label={t.holder.kind}
        required
        options={[
          ['authority', t.holder.authority],
          ['organisation', t.holder.organisation],
        ]}
        value={kind}
        onChange={(next) => {
          setKind(next ?? 'authority')
          onChange(undefined)
        }}
      />
      {kind === 'authority' ? (
        <SelectField
          name={name}
          label={label}
          required
          options={tree.map(({ item, depth }) => [item.id, indented(say(item.names), depth)] as const)}
          value={value}
          onChange={onChange}
        />
      ) : (
        <OrganisationField name={name} label={label} value={value} onChange={onChange} />
      )}
      {isOwn && whenOwn !== undefined && (
        <p className="notice" role="status">
          {whenOwn}
        </p>
      )}
    </>
  )
}
