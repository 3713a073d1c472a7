import { useQuery } from '@tanstack/react-query'
import { MEMBERSHIP_ROLES } from '#registry/model/vocabulary'
import { bound } from '../../../forms/bound.ts'
import { Form } from '../../../forms/form.tsx'
import { OrganisationField } from '../../../forms/organisation-field.tsx'
import { RowsField } from '../../../forms/rows-field.tsx'
import { ChecksField } from '../../../forms/several-fields.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { t as words } from '../../../words/index.ts'
import { allMemberships, type CompositionChanges } from '../data.ts'
import { t } from '../texts/index.ts'
import type { Role } from './membership-fields.tsx'
import { optionsOf } from './options.ts'

interface JoiningValues {
  readonly organisation?: string
  readonly roles: readonly Role[]
}

interface Values {
  readonly joining: readonly JoiningValues[]
  readonly withoutMembers: readonly string[]
}

const MOST = 20

/** With which members rules would judge a cluster: organisations that would join it, and members who would leave. */
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
  const found = useQuery(allMemberships(cluster))
  const form = useForm<Values, CompositionChanges, CompositionChanges>({
    id,
    title: t.attest.draft(title),
    initial: { joining: [], withoutMembers: [] },
    check: async () => (await import('../checks.ts')).compositionChanges,
    send: async (content) => content,
    onDone: onChanges,
  })
  const { values, set } = form
  const label = t.otherMembers.labels
  const field = bound(values, set, label)
  const today = new Date().toISOString().slice(0, 10)
  const members = (found.data ?? [])
    .filter(({ to }) => to === null || to > today)
    .map(({ organisation, organisationNames }) => [organisation, say(organisationNames)] as const)
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
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
    </Form>
  )
}
