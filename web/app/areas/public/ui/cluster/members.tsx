import { useInfiniteQuery } from '@tanstack/react-query'
import { day, list } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { More } from '../../../../ui/more.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { t as words } from '../../../../words/index.ts'
import { members } from '../../data.ts'
import { t } from '../../texts/index.ts'

/** The members of today. */
export const Members = ({ id }: { readonly id: string }) => {
  const found = useInfiniteQuery(members(id))
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="members">
      <h2 id="members">{t.cluster.memberList}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {!rows && !found.error && <Waiting lines={6} />}
      {rows?.length === 0 && <p>{t.cluster.noMembers}</p>}
      {rows && rows.length > 0 && (
        <Table
          caption={t.cluster.memberList}
          quietCaption
          rows={rows}
          rowKey={({ organisation: member, from }) => `${member} ${from}`}
          columns={[
            {
              key: 'organisation',
              name: t.cluster.organisation,
              cell: ({ organisation: member, organisationNames }) =>
                organisationNames ? say(organisationNames) : member,
            },
            {
              key: 'role',
              name: t.cluster.role,
              cell: ({ roles }) => list(roles.map((role) => words.roles[role])),
            },
            { key: 'level', name: t.cluster.level, cell: ({ level }) => (level ? words.levels[level] : '–') },
            { key: 'from', name: t.cluster.from, cell: ({ from }) => day(from) },
          ]}
        />
      )}
      <More of={found} />
    </section>
  )
}
