import { CHAIN_LEVELS, MEMBERSHIP_ROLES } from '#registry/model/vocabulary'
import { list } from '../../../format.ts'
import { SelectField } from '../../../forms/fields.tsx'
import { ChecksField, LinesField } from '../../../forms/several-fields.tsx'
import { t as words } from '../../../words/index.ts'
import { t } from '../texts/index.ts'
import { optionsOf } from './options.ts'

export type Role = (typeof MEMBERSHIP_ROLES)[number]
type Level = (typeof CHAIN_LEVELS)[number]

/** What roles are called together. */
export const rolesText = (roles: readonly Role[]): string => list(roles.map((role) => words.roles[role]))

/** What a member does in a cluster, as far as it is typed. */
export interface PartValues {
  readonly roles: readonly Role[]
  readonly level?: Level
  readonly tasks: readonly string[]
}

/** Roles, level of the value chain and tasks. */
export const PartFields = ({
  value,
  on,
}: {
  readonly value: PartValues
  /** Takes each; undefined takes it out. */
  readonly on: { readonly [K in keyof PartValues]-?: (value: PartValues[K] | undefined) => void }
}) => {
  const label = t.members.labels
  return (
    <>
      <ChecksField
        name="roles"
        label={label.roles}
        options={optionsOf(MEMBERSHIP_ROLES, words.roles)}
        value={value.roles}
        onChange={on.roles}
      />
      <SelectField
        name="level"
        label={label.level}
        options={optionsOf(CHAIN_LEVELS, words.levels)}
        value={value.level}
        onChange={on.level}
      />
      <LinesField
        name="tasks"
        label={label.tasks}
        hint={t.members.tasksHint}
        lines={3}
        value={value.tasks}
        onChange={on.tasks}
      />
    </>
  )
}
