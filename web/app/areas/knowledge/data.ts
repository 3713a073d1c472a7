import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { after, paged, type Query, read, wholeList } from '../../query.ts'

/** What only the work on documents reads. */

export type DocumentStatus = NonNullable<Query<typeof api.knowledge.listDocuments>['status']>

/** Documents that the person may read, the last changed first. */
export const ownDocuments = (status: DocumentStatus | undefined) => ({
  ...paged('documents', ['own', status], (cursor) =>
    api.knowledge.listDocuments({
      query: {
        ...(status !== undefined && { status }),
        sort: 'date',
        order: 'desc',
        limit: 50,
        ...after(cursor),
      },
    }),
  ),
  staleTime: 0,
})

/** A document with its version: as it is now, never from the cache. */
export const documentToManage = (documentId: string) =>
  queryOptions({
    queryKey: ['document', documentId, 'to-manage'],
    queryFn: async () => {
      const { body, version } = await api.knowledge.getDocument({ params: { documentId } })
      return { document: body, version: version ?? 0 }
    },
    staleTime: 0,
  })

export type ManagedDocument = Awaited<ReturnType<typeof api.knowledge.getDocument>>['body']

/** The clusters of a region, to choose from. */
export const clustersIn = (region: string) =>
  read('clusters-in', region, async () => ({
    body: await wholeList((cursor) =>
      api.clusters.listClusters({ query: { region, limit: 200, ...after(cursor) } }),
    ),
  }))
