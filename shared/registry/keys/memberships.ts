import * as z from 'zod'
import { Instant } from '#kernel/clock'
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
  schemaVersion: 3,
  lift: {
    // Version 1 kept no steps: it was recorded when both sides had confirmed, and nobody noted who.
    1: (data) => Object.assign({ steps: [] }, data),
    // Version 2 was not suspended by restrictions of its organisation.
    2: (data) => data,
  },
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

export const formerOfCluster = (cluster: string) => `FORMER-MEMBERSHIPS#${cluster}`
export const formerOfOrganisation = (organisation: string) => `FORMER-MEMBERSHIPS#${organisation}`

/** A membership as it was when it went over to another record by a merger: for questions about what was known before. It
 *  stands apart, so that nothing that counts memberships meets it. */
export const formerMembershipEntity = entity({
  name: 'former-membership',
  schemaVersion: 2,
  // Version 1 was not suspended by restrictions of its organisation.
  lift: { 1: (data) => data },
  schema: z.object({
    membership: Membership,
    /** When it went. */
    until: Instant,
  }),
  keys: ({ membership: { cluster, organisation, from }, until }) => ({
    pk: formerOfCluster(cluster),
    sk: `${organisation}#${from}#${until}`,
    gsi1pk: formerOfOrganisation(organisation),
    gsi1sk: `${from}#${cluster}#${until}`,
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
