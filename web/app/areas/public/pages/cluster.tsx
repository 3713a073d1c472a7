import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { cluster as clusterOf } from '../../../data.ts'
import { say } from '../../../language.ts'
import { useSession } from '../../../session/session.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Status } from '../../../ui/status.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { documents } from '../data.ts'
import { t } from '../texts/index.ts'
import { ClusterFigures } from '../ui/cluster/cluster-figures.tsx'
import { Composition } from '../ui/cluster/composition.tsx'
import { Entries } from '../ui/cluster/entries.tsx'
import { History } from '../ui/cluster/history.tsx'
import { Members } from '../ui/cluster/members.tsx'
import { Network } from '../ui/cluster/network.tsx'
import { Profile } from '../ui/cluster/profile.tsx'
import { DocumentTable } from '../ui/document-table.tsx'
import { Facilities } from '../ui/facilities.tsx'
import '../public.css'

const route = getRouteApi('/clusters/$id')

/** The ways to the work on a cluster; their code comes only for who is signed in. */
const ClusterWork = lazy(() =>
  import('../../../session/cluster-work.tsx').then((module) => ({ default: module.ClusterWork })),
)

export const ClusterPage = () => {
  const { id } = route.useParams()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  const signedIn = useSession() !== undefined
  return (
    <>
      <Heading title={say(cluster.names)}>
        <p className="ways">
          <Status status={cluster.status} />
          <Link to="/compare" search={{ what: 'clusters', of: [id] }}>
            {t.cluster.compare}
          </Link>
        </p>
        {signedIn && (
          <Suspense fallback={null}>
            <ClusterWork cluster={cluster} />
          </Suspense>
        )}
        {cluster.descriptions && <p className="lead">{say(cluster.descriptions)}</p>}
      </Heading>
      <Profile cluster={cluster} />
      <Entries cluster={cluster} />
      <ClusterFigures id={id} />
      <Composition id={id} />
      <Network id={id} />
      <Members id={id} />
      <Facilities filter={{ cluster: id }} />
      <Documents id={id} />
      <History id={id} />
    </>
  )
}

const Documents = ({ id }: { readonly id: string }) => {
  const found = useInfiniteQuery(documents({ cluster: id }))
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{t.cluster.documents}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {rows?.length === 0 && <p>{t.cluster.noDocuments}</p>}
      {rows && rows.length > 0 && <DocumentTable documents={rows} />}
    </section>
  )
}
