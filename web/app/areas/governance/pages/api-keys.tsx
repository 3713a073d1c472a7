import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { list, moment } from '../../../format.ts'
import { HolderName } from '../../../session/holder-name.tsx'
import { ForHolders } from '../../../session/may.tsx'
import { t as common } from '../../../texts/index.ts'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { apiKeys } from '../data.ts'
import { powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { keyState } from '../ui/key-state.ts'

/** The keys by which systems of authorities and organisations use the API. */
export const ApiKeysPage = () => {
  return (
    <>
      <Heading title={t.keys.title} lead={t.keys.lead} />
      <AreaNav />
      <ForHolders of={['api-key.manage']} lacking={t.keys.notYours}>
        <p className="ways">
          <Link to="/api-keys/new">{t.keys.make}</Link>
          <Link to="/developers">{common.nav.developers}</Link>
        </p>
        <Keys />
      </ForHolders>
    </>
  )
}

const Keys = () => {
  const found = useInfiniteQuery(apiKeys())
  return (
    <PagedTable
      found={found}
      none={t.keys.none}
      caption={t.keys.title}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'title',
          name: t.keys.labels.title,
          cell: ({ id, title }) => (
            <Link to="/api-keys/$id" params={{ id }}>
              {title}
            </Link>
          ),
        },
        {
          key: 'holder',
          name: t.keys.labels.holder,
          cell: ({ holder }) => <HolderName id={holder} />,
        },
        {
          key: 'powers',
          name: t.keys.labels.powers,
          cell: ({ powers }) => list(powers.map(powerName)),
        },
        { key: 'state', name: t.keys.state, cell: keyState },
        {
          key: 'used',
          name: t.keys.lastUsed,
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? t.keys.never : moment(lastUsedAt)),
        },
      ]}
    />
  )
}
