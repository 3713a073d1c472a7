import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { day } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useMay } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { t as words } from '../../../words/index.ts'
import { type Membership, memberships } from '../data.ts'
import { resourceOf } from '../resource.ts'
import type { Sides } from '../sides.ts'
import { t } from '../texts/index.ts'
import { rolesText } from './membership-fields.tsx'
import { type MembershipAction, MembershipForm } from './membership-forms.tsx'
import { PagedTable } from './paged-table.tsx'

interface Chosen {
  readonly action: MembershipAction
  readonly membership: Membership
}

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
  const [chosen, choose] = useState<Chosen>()
  return (
    <section aria-labelledby="members">
      <h2 id="members">{t.members.list}</h2>
      <PagedTable
        found={found}
        none={t.members.none}
        caption={t.members.list}
        rowKey={({ organisation, from }) => `${organisation} ${from}`}
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
            name: t.members.ways,
            cell: (membership) => {
              const open = actionsOn(membership, sides, keeps, today)
              return open.length === 0 ? (
                '–'
              ) : (
                <span className="ways">
                  {open.map((action) => (
                    <button
                      key={action}
                      type="button"
                      aria-expanded={chosen?.membership === membership && chosen.action === action}
                      aria-label={t.members.titles[action](say(membership.organisationNames))}
                      onClick={() => choose({ action, membership })}
                    >
                      {t.members.actions[action]}
                    </button>
                  ))}
                </span>
              )
            },
          },
        ]}
      />
      {chosen && (
        <MembershipForm
          key={`${chosen.membership.organisation} ${chosen.membership.from} ${chosen.action}`}
          {...chosen}
          today={today}
          onDone={() => choose(undefined)}
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
 *  suspends it too; either side ends it. */
const actionsOn = (
  membership: Membership,
  { isManagement, organisations }: Sides,
  keeps: boolean,
  today: string,
): readonly MembershipAction[] => {
  const { to, organisation } = membership
  if (to !== null && to <= today) return []
  const suspends = keeps || isManagement
  const ends = suspends || organisations.includes(organisation)
  return [
    ...(keeps ? (['change'] as const) : []),
    ...(suspends ? [suspensionOn(membership, today) ? ('resume' as const) : ('suspend' as const)] : []),
    ...(keeps ? (['succeed'] as const) : []),
    ...(ends && to === null ? (['end'] as const) : []),
  ]
}
