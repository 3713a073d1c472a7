import { useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { api } from '../../../api.ts'
import { cluster as clusterOf } from '../../../data.ts'
import { bytes, day, list } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useSession } from '../../../session/session.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { document as documentOf } from '../data.ts'
import { t } from '../texts/index.ts'
import { languageName } from '../ui/document-table.tsx'
import { useDownload } from '../ui/download.ts'

const route = getRouteApi('/documents/$id')

/** The way to its management; its code comes only for who is signed in. */
const DocumentWork = lazy(() =>
  import('../../../session/document-work.tsx').then((module) => ({ default: module.DocumentWork })),
)

/** A document with its files. A file comes by a signed address that is asked for when it is wanted. */
export const DocumentPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(documentOf(id))
  const signedIn = useSession() !== undefined
  const clusters = useQueries({ queries: data.clusters.map((cluster) => clusterOf(cluster)) })
  const download = useDownload((version: number) =>
    api.knowledge.downloadDocument({ params: { documentId: id }, query: { version } }),
  )
  const readable = data.versions.filter(({ status }) => status === 'available')
  return (
    <>
      <Heading title={say(data.titles)} {...(data.descriptions && { lead: say(data.descriptions) })} />
      {signedIn && (
        <Suspense fallback={null}>
          <DocumentWork id={id} />
        </Suspense>
      )}
      <Facts
        facts={[
          [t.documents.language, languageName(data.language)],
          [t.documents.tags, list(data.tags)],
          [t.documents.updated, day(data.updatedAt)],
          [
            t.documents.about,
            data.clusters.length > 0 && (
              <ul className="inline">
                {data.clusters.map((cluster, index) => {
                  const names = clusters[index]?.data?.names
                  return (
                    <li key={cluster}>
                      <Link to="/clusters/$id" params={{ id: cluster }}>
                        {names ? say(names) : cluster}
                      </Link>
                    </li>
                  )
                })}
              </ul>
            ),
          ],
        ]}
      />
      {download.error && (
        <TroubleHere error={download.error} again={() => download.mutate(download.variables ?? 1)} />
      )}
      <Table
        caption={t.documents.versions}
        rows={readable}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            key: 'version',
            name: t.documents.version,
            cell: ({ number, fileName }) => `${number}: ${fileName}`,
          },
          { key: 'size', name: t.documents.size, numeric: true, cell: ({ size }) => bytes(size) },
          {
            key: 'sha256',
            name: t.documents.checksum,
            cell: ({ sha256 }) => <code className="together">{sha256}</code>,
          },
          {
            key: 'download',
            name: t.documents.download,
            cell: ({ number, fileName }) => (
              <button
                type="button"
                disabled={download.isPending}
                aria-label={`${t.documents.download}: ${fileName}`}
                onClick={() => download.mutate(number)}
              >
                {t.documents.download}
              </button>
            ),
          },
        ]}
      />
    </>
  )
}
