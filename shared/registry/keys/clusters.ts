import * as z from 'zod'
import { sha256 } from '#kernel/digest'
import { entity } from '#kernel/entity'
import { ClusterFacts, ClusterId, ClusterRecord, ClusterSummary } from '../model.ts'
import { listingKeys } from './listing.ts'
import { nameKeyItems, withNameKeys } from './names.ts'

export const clusterKey = (id: string) => ({ pk: `CLUSTER#${id}`, sk: 'CLUSTER' })
export const FACTS = 'FACTS'
export const draftImportKey = (source: string) => ({ pk: `IMPORTED-DRAFT#${sha256(source)}`, sk: 'GUARD' })

export const clusterEntity = entity({
  name: 'cluster',
  schemaVersion: 3,
  schema: ClusterRecord,
  lift: {
    // Version 2 knows when its facts were confirmed.
    1: (data) => data,
    // Version 3 is found by its names.
    2: (data) => Object.assign({ nameKeys: [] }, data),
  },
  completed: (data) => {
    const record = withNameKeys(ClusterRecord.parse(data))
    return { data: record, beside: nameKeyItems('cluster', record) }
  },
  keys: ({ id }) => clusterKey(id),
})

/** Remembers from which row a draft was imported, so that the same file changes nothing the second time. */
export const draftImportEntity = entity({
  name: 'imported-draft',
  schemaVersion: 1,
  schema: z.object({ source: z.string(), cluster: ClusterId }),
  keys: ({ source }) => draftImportKey(source),
})

/** What monitoring computes with; its stream of changes marks the figures that they touch. */
export const clusterFactsEntity = entity({
  name: 'cluster-facts',
  schemaVersion: 1,
  schema: ClusterFacts,
  keys: ({ cluster }) => ({ pk: FACTS, sk: cluster }),
})

export const clusterList = (place: string) => `LIST#cluster#${place}`

export const clusterListingEntity = entity({
  name: 'cluster-listing',
  schemaVersion: 1,
  schema: z.object({
    place: z.string(),
    summary: ClusterSummary,
    /** All regions that it stands in, ancestors included. */
    ancestors: z.array(z.string()),
    categories: z.array(z.string()),
    industryCodes: z.array(z.string()),
  }),
  keys: ({ place, summary }) => listingKeys(clusterList(place), summary.id, summary.names, summary.updatedAt),
})
