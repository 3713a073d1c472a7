import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { api } from './api.ts'

/** Everything that pages read, by the name under which the cache knows it. */

type Query<F extends (request: never) => unknown> = NonNullable<
  Parameters<F>[0] extends { query?: infer Q } ? Q : never
>

const read = <T>(name: string, asked: unknown, call: () => Promise<{ readonly body: T }>) =>
  queryOptions({ queryKey: [name, asked], queryFn: async () => (await call()).body })

/** Code lists change rarely: once per visit is enough. */
const ONCE = { staleTime: Number.POSITIVE_INFINITY }

type Page<T> = { readonly items: readonly T[]; readonly next: string | null }

/** All pages of a list that is known to be short. */
const wholeList = async <T>(
  page: (cursor: string | undefined) => Promise<{ readonly body: Page<T> }>,
): Promise<readonly T[]> => {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const { body } = await page(cursor)
    items.push(...body.items)
    cursor = body.next ?? undefined
  } while (cursor !== undefined)
  return items
}

const paged = <T>(
  name: string,
  asked: unknown,
  page: (cursor: string | undefined) => Promise<{ readonly body: Page<T> }>,
) =>
  infiniteQueryOptions({
    queryKey: [name, asked],
    queryFn: async ({ pageParam }) => (await page(pageParam)).body,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })

export const codesOf = (list: 'regions' | 'categories' | 'industries') => ({
  ...read('codes', list, async () => ({
    body: await wholeList((cursor) =>
      api.reference.listCodes({ params: { list }, query: { limit: 200, ...after(cursor) } }),
    ),
  })),
  ...ONCE,
})

export const indicators = () => ({
  ...read('indicators', null, () => api.monitoring.listIndicators({})),
  ...ONCE,
})

export type KpiQuestion = Query<typeof api.monitoring.getKpis>
export const kpis = (query: KpiQuestion) => read('kpis', query, () => api.monitoring.getKpis({ query }))

export type ClusterFilter = Query<typeof api.clusters.listClusters>
export const clusters = (query: ClusterFilter) =>
  paged('clusters', query, (cursor) =>
    api.clusters.listClusters({ query: { limit: 100, ...query, ...after(cursor) } }),
  )

export const cluster = (clusterId: string) =>
  read('cluster', clusterId, () => api.clusters.getCluster({ params: { clusterId } }))

export const composition = (clusterId: string) =>
  read('composition', clusterId, () => api.clusters.getComposition({ params: { clusterId } }))

export const members = (clusterId: string) =>
  paged('members', clusterId, (cursor) =>
    api.clusters.listMembers({ params: { clusterId }, query: { limit: 50, ...after(cursor) } }),
  )

export const registers = () => ({
  ...read('registers', null, () => api.registers.listRegisters({ query: { limit: 200 } })),
  ...ONCE,
})

export const entrySteps = (registerId: string, number: string) =>
  read('entry-steps', [registerId, number], () =>
    api.registers.listEntrySteps({ params: { registerId, number }, query: { limit: 50 } }),
  )

export const organisation = (organisationId: string) =>
  read('organisation', organisationId, () => api.clusters.getOrganisation({ params: { organisationId } }))

export type DocumentFilter = Query<typeof api.knowledge.listDocuments>
export const documents = (query: DocumentFilter) =>
  paged('documents', query, (cursor) =>
    api.knowledge.listDocuments({ query: { limit: 50, ...query, ...after(cursor) } }),
  )

export const document = (documentId: string) =>
  read('document', documentId, () => api.knowledge.getDocument({ params: { documentId } }))

/** Texts of the operator of a deployment, beside the portal's files, replaceable there. */
export const operatorText = (name: string, language: string) => ({
  ...read('operator-text', [name, language], async () => {
    const response = await fetch(`/legal/${name}.${language}.txt`)
    if (!response.ok) throw new Error(`no text ${name}`)
    return { body: await response.text() }
  }),
  ...ONCE,
})

/** Outlines of the regions, replaceable per deployment. */
export const boundaries = () => ({
  ...read('boundaries', null, async () => {
    const response = await fetch('/boundaries/de.geo.json')
    if (!response.ok) throw new Error('no boundaries')
    const body: Boundaries = await response.json()
    return { body }
  }),
  ...ONCE,
})

export type Boundaries = FeatureCollection<Polygon | MultiPolygon, { readonly code: string }>
