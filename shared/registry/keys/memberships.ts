import { entity } from '#kernel/entity'
import { type ClusterId, HeldMemberships, Membership } from '../model.ts'

export const MEMBERSHIPS = 'MEMBERSHIPS'
export const membershipKey = (cluster: string, organisation: string, from: string) => ({
  pk: MEMBERSHIPS,
  sk: `${cluster}#${organisation}#${from}`,
})
export const membershipSubject = (cluster: string, organisation: string, from: string) =>
  `MEMBERSHIP#${cluster}#${organisation}#${from}`
export const heldKey = (organisation: string) => ({ pk: `ORGANISATION#${organisation}`, sk: 'MEMBERSHIPS' })

export const membershipEntity = entity({
  name: 'membership',
  schemaVersion: 1,
  schema: Membership,
  keys: ({ cluster, organisation, from }) => membershipKey(cluster, organisation, from),
})

/** One record an organisation: it refuses two memberships at a time in one cluster, and an organisation with one
 *  cannot be deleted. */
export const heldEntity = entity({
  name: 'held-memberships',
  schemaVersion: 1,
  schema: HeldMemberships,
  keys: ({ organisation }) => heldKey(organisation),
})

/** The cluster of a membership's key. */
export const membershipsOf = (cluster: ClusterId) => ({ pk: MEMBERSHIPS, sk: { beginsWith: `${cluster}#` } })
