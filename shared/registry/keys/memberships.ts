import { entity } from '#kernel/entity'
import { type ClusterId, HeldMemberships, Membership, MembershipProposal } from '../model.ts'

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
  schemaVersion: 2,
  // Version 1 kept no steps: it was recorded when both sides had confirmed, and nobody noted who.
  lift: { 1: (data) => Object.assign({ steps: [] }, data) },
  schema: Membership,
  keys: ({ cluster, organisation, from }) => membershipKey(cluster, organisation, from),
})

export const proposalsKey = (cluster: string) => `PROPOSALS#${cluster}`
export const proposalKey = (cluster: string, id: string) => ({ pk: proposalsKey(cluster), sk: id })
export const proposalsTo = (organisation: string) => `PROPOSALS#${organisation}`

/** Memberships that one side proposed. They stand apart, so that nothing that counts memberships meets one that is
 *  not confirmed. */
export const proposalEntity = entity({
  name: 'membership-proposal',
  schemaVersion: 1,
  schema: MembershipProposal,
  keys: ({ cluster, organisation, id }) => ({
    ...proposalKey(cluster, id),
    gsi1pk: proposalsTo(organisation),
    gsi1sk: id,
  }),
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
