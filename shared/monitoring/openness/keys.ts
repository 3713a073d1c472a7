import { entity } from '#kernel/entity'
import type { Key } from '#kernel/table'
import { ClusterOpenness } from '../model.ts'

/** What clusters agreed to, one collection: some hundred records of some hundred bytes. */
export const OPENNESS = 'OPENNESS'

export const opennessKey = (cluster: string): Key => ({ pk: OPENNESS, sk: cluster })

export const opennessEntity = entity<ClusterOpenness>({
  name: 'cluster-openness',
  schemaVersion: 1,
  schema: ClusterOpenness,
  keys: ({ cluster }) => opennessKey(cluster),
})
