import type { Cluster } from '../../types.ts'
import type { Organisation } from './data.ts'

/** What people say of a cluster, without what the platform adds. */
export const profileOf = (cluster: Cluster) => {
  const {
    id: _id,
    status: _status,
    entries: _entries,
    mergedInto: _mergedInto,
    mergedFrom: _mergedFrom,
    confirmedAt: _confirmedAt,
    confirmationDue: _confirmationDue,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    openApplications: _openApplications,
    createdBy: _createdBy,
    ...profile
  } = cluster
  return profile
}

/** What people say of an organisation, without what the platform adds. */
export const contentOf = (organisation: Organisation) => {
  const {
    id: _id,
    mergedInto: _mergedInto,
    mergedFrom: _mergedFrom,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    createdBy: _createdBy,
    ...content
  } = organisation
  return content
}
