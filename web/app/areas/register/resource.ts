import type { Resource } from '#kernel/access'
import { pathOf } from '../../session/may.tsx'
import type { Cluster, Code } from '../../types.ts'

/** A cluster as powers see it. */
export const resourceOf = (
  { id, regions, primaryCategory }: Pick<Cluster, 'id' | 'regions' | 'primaryCategory'>,
  codes: readonly Code[],
): Resource => ({
  regions: regions.map((code) => pathOf(codes, code)),
  category: primaryCategory,
  cluster: id,
})
