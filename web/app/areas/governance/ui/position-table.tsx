import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { day } from '../../../format.ts'
import { t as session } from '../../../session/texts/index.ts'
import { type Column, Table } from '../../../ui/table.tsx'
import type { Position } from '../api.ts'
import { t } from '../texts/index.ts'
import { HolderLink } from './holder-link.tsx'

/** Positions: by who holds them, or by where they are. */
export const PositionTable = ({
  caption,
  positions,
  first,
  nameOf,
  action,
}: {
  readonly caption: string
  readonly positions: readonly Position[]
  readonly first: 'person' | 'holder'
  readonly nameOf?: (person: string) => string
  readonly action?: (position: Position) => ReactNode
}) => {
  const doing: Column<Position> = {
    key: 'action',
    name: t.people.action,
    cell: (position) => action?.(position),
  }
  return (
    <Table
      caption={caption}
      quietCaption
      rows={positions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: first,
          name: t.people.labels[first],
          cell: ({ person, holder }) =>
            first === 'holder' ? (
              <HolderLink holder={holder} />
            ) : (
              <Link to="/people/$id" params={{ id: person }}>
                {nameOf?.(person) ?? person}
              </Link>
            ),
        },
        { key: 'role', name: t.people.labels.role, cell: ({ role }) => session.roles[role] },
        { key: 'from', name: t.people.labels.from, cell: ({ from }) => day(from) },
        {
          key: 'to',
          name: t.people.labels.to,
          cell: ({ to }) => (to === null ? t.grants.open : day(to)),
        },
        ...(action === undefined ? [] : [doing]),
      ]}
    />
  )
}
