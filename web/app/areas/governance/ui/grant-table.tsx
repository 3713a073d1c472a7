import { Link } from '@tanstack/react-router'
import { day } from '../../../format.ts'
import { type Column, Table } from '../../../ui/table.tsx'
import type { StandingGrant } from '../api.ts'
import { powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { HolderLink } from './holder-link.tsx'
import { Reach } from './reach.tsx'

/** What is special about a grant, in words. */
const remarks = ({ exclusive, delegable, sources, from }: StandingGrant): string =>
  [
    from > new Date().toISOString().slice(0, 10) && t.grants.toCome,
    exclusive && t.grants.exclusive,
    delegable && t.grants.delegable,
    sources.length > 0 && t.grants.delegated,
  ]
    .filter(Boolean)
    .join(', ') || '–'

/** Grants as they stand, each leading to its page. */
export const GrantTable = ({
  caption,
  grants,
  withHolder = false,
}: {
  readonly caption: string
  readonly grants: readonly StandingGrant[]
  readonly withHolder?: boolean
}) => {
  const holder: Column<StandingGrant> = {
    key: 'holder',
    name: t.grants.labels.holder,
    cell: (one) => <HolderLink holder={one.holder} names={one.holderNames} />,
  }
  return (
    <Table
      caption={caption}
      quietCaption
      rows={grants}
      rowKey={(one) => one.grant}
      columns={[
        {
          key: 'power',
          name: t.grants.labels.power,
          cell: ({ grant, power }) => (
            <Link to="/grants/$id" params={{ id: grant }}>
              {powerName(power)}
            </Link>
          ),
        },
        ...(withHolder ? [holder] : []),
        { key: 'where', name: t.grants.labels.territory, cell: (one) => <Reach of={one} /> },
        { key: 'from', name: t.grants.labels.from, cell: ({ from }) => day(from) },
        {
          key: 'to',
          name: t.grants.labels.to,
          cell: ({ to }) => (to === null ? t.grants.open : day(to)),
        },
        { key: 'remarks', name: t.grants.remarks, cell: remarks },
      ]}
    />
  )
}
