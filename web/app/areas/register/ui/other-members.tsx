import { MEMBERSHIP_ROLES } from '#registry/model/vocabulary'
import { bound } from '../../../forms/bound.ts'
import { Form } from '../../../forms/form.tsx'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { RowsField } from '../../../forms/rows-field.tsx'
import { ChecksField } from '../../../forms/several-fields.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { t as words } from '../../../words/index.ts'
import type { CompositionChanges } from '../data.ts'
import { t } from '../texts/index.ts'
import { useCurrentMembers } from './current-members.ts'
import type { Role } from './membership-fields.tsx'
import { optionsOf } from './options.ts'
import { SupposedTies, supposedTies, type TieValues } from './supposed-ties.tsx'

interface JoiningValues {
  readonly organisation?: string
  readonly roles: readonly Role[]
}

interface Values {
  readonly joining: readonly JoiningValues[]
  readonly withoutMembers: readonly string[]
  readonly ties: readonly TieValues[]
}

const MOST = 20

/** With which members and ties rules would judge a cluster: organisations that would join it, members who would leave, and
 *  ties that there would be besides. */
export const OtherMembers = ({
  id,
  cluster,
  title,
  onChanges,
}: {
  readonly id: string
  readonly cluster: string
  /** What the rules are called. */
  readonly title: string
  readonly onChanges: (changes: CompositionChanges) => void
}) => {
  const { members, trouble, again } = useCurrentMembers(cluster)
  const form = useForm<Values, CompositionChanges, CompositionChanges>({
    id,
    title: t.attest.draft(title),
    initial: { joining: [], withoutMembers: [], ties: [] },
    check: async () => {
      const { compositionChanges } = await import('../checks.ts')
      return ({ ties: typed, ...changes }) => {
        const { ties, faults } = supposedTies(typed)
        return faults.length > 0 ? { faults } : compositionChanges({ ...changes, ties })
      }
    },
    send: async (content) => content,
    onDone: onChanges,
  })
  const { values, set } = form
  const label = t.otherMembers.labels
  const field = bound(values, set, label)
  if (trouble) return <TroubleHere error={trouble} again={again} />
  return (
    <Form form={form} action={t.attest.assess} labels={label}>
      <RowsField<JoiningValues>
        {...field('joining')}
        hint={t.otherMembers.joiningHint}
        add={t.otherMembers.add}
        drop={t.otherMembers.drop}
        most={MOST}
        empty={{ roles: [] }}
      >
        {(one, index, change) => (
          <>
            <OrganisationField
              name={`joining/${index}/organisation`}
              label={t.members.labels.organisation}
              value={one.organisation}
              onChange={(organisation) =>
                change({ roles: one.roles, ...(organisation !== undefined && { organisation }) })
              }
            />
            <ChecksField
              name={`joining/${index}/roles`}
              label={t.members.labels.roles}
              options={optionsOf(MEMBERSHIP_ROLES, words.roles)}
              value={one.roles}
              onChange={(roles) => change({ ...one, roles })}
            />
          </>
        )}
      </RowsField>
      {members.length > 0 && <ChecksField {...field('withoutMembers')} options={members} />}
      <SupposedTies
        members={members.filter(([organisation]) => !values.withoutMembers.includes(organisation))}
        joining={values.joining.flatMap(({ organisation }) => organisation ?? [])}
        value={values.ties}
        onChange={(ties) => set('ties', ties)}
      />
    </Form>
  )
}
