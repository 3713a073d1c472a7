import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clusters } from '../../../data.ts'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t } from '../texts/index.ts'
import { ClusterTable } from './cluster-table.tsx'

const SHOWN = 10

/** The first clusters of a region or a field, and the way to all of them. */
export const ClustersHere = ({
  filter,
}: {
  readonly filter: { readonly region: string } | { readonly category: string }
}) => {
  const found = useInfiniteQuery(clusters(filter))
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section aria-labelledby="clusters">
      <h2 id="clusters">{t.place.clustersHere}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={SHOWN} />}
      {found.data && rows.length === 0 && <p>{t.place.noClusters}</p>}
      {rows.length > 0 && <ClusterTable clusters={rows.slice(0, SHOWN)} />}
      {rows.length > SHOWN && (
        <p>
          <Link to="/clusters" search={filter}>
            {t.place.allInRegister}
          </Link>
        </p>
      )}
    </section>
  )
}
