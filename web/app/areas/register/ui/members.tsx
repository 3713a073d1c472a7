import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { day } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useMay } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { t as words } from '../../../words/index.ts'
import { type Membership, memberships } from '../data.ts'
import { resourceOf } from '../resource.ts'
import type { Sides } from '../sides.ts'
import { t } from '../texts/index.ts'
import { rolesText } from './membership-fields.tsx'
import { type MembershipAction, MembershipForm } from './membership-forms.tsx'

/** The members of a cluster, and what the person can do with each membership: one form at a time. */
export const Members = ({
  cluster,
  sides,
  today,
}: {
  readonly cluster: Cluster
  readonly sides: Sides
  readonly today: string
}) => {
  const found = useInfiniteQuery(memberships(cluster.id))
  const regions = useCodes('regions')
  const keeps = useMay('cluster.register', resourceOf(cluster, regions.all)).may
  const [chosenKey, choose] = useState<string>()
  // As the list has it now: what can be done changes with what was done.
  const chosen = found.data?.pages.flatMap(({ items }) => items).find((one) => keyOf(one) === chosenKey)
  return (
    <section aria-labelledby="members">
      <h2 id="members">{t.members.list}</h2>
      <PagedTable
        found={found}
        none={t.members.none}
        caption={t.members.list}
        rowKey={keyOf}
        columns={[
          {
            key: 'organisation',
            name: t.members.labels.organisation,
            cell: ({ organisationNames }) => say(organisationNames),
          },
          { key: 'roles', name: t.members.labels.roles, cell: ({ roles }) => rolesText(roles) },
          {
            key: 'level',
            name: t.members.labels.level,
            cell: ({ level }) => (level ? words.levels[level] : '–'),
          },
          { key: 'tasks', name: t.members.labels.tasks, cell: ({ tasks }) => tasks.join('; ') || '–' },
          { key: 'from', name: t.members.labels.from, cell: ({ from }) => day(from) },
          {
            key: 'to',
            name: t.members.labels.to,
            cell: (one) => (one.to === null ? '–' : day(one.to)),
          },
          { key: 'state', name: t.members.state, cell: (one) => stateOf(one, today) },
          {
            key: 'ways',
            name: t.members.decide,
            cell: (membership) => {
              const name = say(membership.organisationNames)
              return actionsOn(membership, sides, keeps, today).length === 0 ? (
                '–'
              ) : (
                <button
                  type="button"
                  aria-expanded={keyOf(membership) === chosenKey}
                  aria-label={t.members.decideOn(name)}
                  onClick={() => choose(keyOf(membership))}
                >
                  {t.members.decide}
                </button>
              )
            },
          },
        ]}
      />
      {chosen && (
        <Actions
          key={chosenKey}
          membership={chosen}
          open={actionsOn(chosen, sides, keeps, today)}
          today={today}
          isOwn={sides.organisations.includes(chosen.organisation)}
          onDone={() => choose(undefined)}
        />
      )}
    </section>
  )
}

const keyOf = ({ organisation, from }: Membership): string => `${organisation} ${from}`

/** What can be done with one membership; gets the focus. */
const Actions = ({
  membership,
  open,
  today,
  isOwn,
  onDone,
}: {
  readonly membership: Membership
  readonly open: readonly MembershipAction[]
  readonly today: string
  readonly isOwn: boolean
  readonly onDone: () => void
}) => {
  const [action, choose] = useState<MembershipAction>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section aria-labelledby="decide">
      <h3 id="decide" ref={heading} tabIndex={-1}>
        {t.members.decideOn(say(membership.organisationNames))}
      </h3>
      {open.map((one) => (
        <button
          key={one}
          type="button"
          className="step"
          aria-expanded={one === action}
          onClick={() => choose(one === action ? undefined : one)}
        >
          {t.members.actions[one]}
        </button>
      ))}
      {action && open.includes(action) && (
        <MembershipForm
          key={action}
          action={action}
          membership={membership}
          today={today}
          isOwn={isOwn}
          onDone={onDone}
        />
      )}
    </section>
  )
}

const suspensionOn = ({ suspended }: Membership, today: string) =>
  suspended.find(({ from, to }) => from <= today && (to === null || today < to))

const stateOf = (membership: Membership, today: string): string => {
  const { from, to } = membership
  if (to !== null && to <= today) return t.members.states.over
  if (from > today) return t.members.states.toCome
  const suspension = suspensionOn(membership, today)
  if (suspension === undefined) return t.members.states.inForce
  return suspension.to === null
    ? t.members.states.suspended
    : t.members.states.suspendedUntil(day(suspension.to))
}

/** Who keeps the register changes a membership and lets another organisation take it over; who manages the cluster
 *  suspends it too; either side ends it. Figures are the member’s and of who keeps the register. */
const actionsOn = (
  membership: Membership,
  { isManagement, organisations }: Sides,
  keeps: boolean,
  today: string,
): readonly MembershipAction[] => {
  const { to, organisation } = membership
  if (to !== null && to <= today) return []
  const isOwn = organisations.includes(organisation)
  const suspends = keeps || isManagement
  const ends = suspends || isOwn
  return [
    ...(keeps || isOwn ? (['figures'] as const) : []),
    ...(keeps ? (['change'] as const) : []),
    ...(suspends ? [suspensionOn(membership, today) ? ('resume' as const) : ('suspend' as const)] : []),
    ...(keeps ? (['succeed'] as const) : []),
    ...(ends && to === null ? (['end'] as const) : []),
  ]
}
