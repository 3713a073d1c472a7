import * as z from 'zod'
import { sha256 } from '#kernel/digest'
import { entity, toItem } from '#kernel/entity'
import { ClusterFacts, ClusterId, ClusterRecord, ClusterSummary, OrganisationId } from '../model.ts'
import { listingKeys } from './listing.ts'
import { nameKeyItems, withNameKeys } from './names.ts'

export const clusterKey = (id: string) => ({ pk: `CLUSTER#${id}`, sk: 'CLUSTER' })
export const FACTS = 'FACTS'
export const draftImportKey = (source: string) => ({ pk: `IMPORTED-DRAFT#${sha256(source)}`, sk: 'GUARD' })

export const managedBy = (organisation: string) => `MANAGED#${organisation}`

/** That an organisation manages a cluster, to be found by the organisation. */
export const managedClusterEntity = entity({
  name: 'managed-cluster',
  schemaVersion: 1,
  schema: z.object({ organisation: OrganisationId, cluster: ClusterId }),
  keys: ({ organisation, cluster }) => ({ pk: managedBy(organisation), sk: cluster }),
})

/** Under which organisation a cluster is found; under none without one, or after it was merged into another. */
export const managedOf = ({ id, fields, merger }: ClusterRecord) =>
  fields.managementOrganisation === undefined || merger?.state === 'merged'
    ? []
    : [{ organisation: fields.managementOrganisation, cluster: id }]

export const clusterEntity = entity({
  name: 'cluster',
  schemaVersion: 4,
  schema: ClusterRecord,
  lift: {
    // Version 2 knows when its facts were confirmed.
    1: (data) => data,
    // Version 3 is found by its names.
    2: (data) => Object.assign({ nameKeys: [] }, data),
    // Version 4 is found by who manages it.
    3: (data) => data,
  },
  completed: (data) => {
    const record = withNameKeys(ClusterRecord.parse(data))
    const managed = managedOf(record).map((one) => toItem(managedClusterEntity, one))
    return { data: record, beside: [...nameKeyItems('cluster', record), ...managed] }
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
