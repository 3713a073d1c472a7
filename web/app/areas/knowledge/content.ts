import { useQueries, useQuery } from '@tanstack/react-query'
import type { Resource } from '#kernel/access'
import { cluster as clusterOf, codesOf } from '../../data.ts'
import { pathOf } from '../../session/may.tsx'
import type { ManagedDocument } from './data.ts'

/** What is said of a document, as it is typed. */
export interface ContentValues {
  readonly titles?: Readonly<Record<string, string>>
  readonly descriptions?: Readonly<Record<string, string>>
  readonly language?: string
  readonly visibility?: ManagedDocument['visibility']
  readonly categories: readonly string[]
  readonly clusters: readonly string[]
  readonly tags: readonly string[]
  readonly region?: string
}

/** What is said of a document that is there. */
export const contentOf = ({
  titles,
  descriptions,
  language,
  visibility,
  categories,
  clusters,
  tags,
  region,
}: ManagedDocument): ContentValues => ({
  titles,
  ...(descriptions !== undefined && { descriptions }),
  language,
  visibility,
  categories,
  clusters,
  tags,
  ...(region !== undefined && { region }),
})

/** Where a document needs the power to publish: in the region that it is about, else in all of its clusters, else in the
 *  whole deployment; undefined until that is known. */
export const useDocumentResource = ({
  region,
  clusters,
}: Pick<ContentValues, 'region' | 'clusters'>): Resource | undefined => {
  const { data: codes } = useQuery(codesOf('regions'))
  const found = useQueries({ queries: clusters.map((id) => clusterOf(id)) })
  if (codes === undefined) return undefined
  if (region !== undefined) return { regions: [pathOf(codes, region)] }
  const regions = found.map(({ data }) => data?.regions)
  if (regions.includes(undefined)) return undefined
  return { regions: [...new Set(regions.flatMap((of) => of ?? []))].map((code) => pathOf(codes, code)) }
}
