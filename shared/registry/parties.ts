import { type Actor, mayUse, positionsOf } from '#kernel/access'
import { clusterResource } from './audience.ts'
import {
  AUTHORITY,
  type Audience,
  admitsManagement,
  type ClusterRecord,
  isAgreed,
  type MemberFigures,
  type OrganisationId,
  PARTIES,
  PUBLIC,
  sidesOf,
  type TieRecord,
} from './model.ts'

/** Whether somebody holds a position in an organisation. */
export const belongsTo = (actor: Actor, organisation: OrganisationId | undefined): boolean =>
  organisation !== undefined && positionsOf(actor).some(({ holder }) => holder === organisation)

/** Whether somebody may act for an organisation: viewers may not. */
export const actsFor = (actor: Actor, organisation: OrganisationId | undefined): boolean =>
  organisation !== undefined &&
  positionsOf(actor).some(({ holder, role }) => holder === organisation && role !== 'viewer')

/** Whether somebody keeps the register that covers a cluster, and so may record for all sides. */
export const keepsRegister = (actor: Actor, cluster: ClusterRecord): boolean =>
  mayUse(actor, 'cluster.register', clusterResource(cluster))

/** Whether somebody may confirm memberships of a cluster for both sides: who keeps the register, or was given that
 *  power alone. */
export const confirmsMemberships = (actor: Actor, cluster: ClusterRecord): boolean =>
  keepsRegister(actor, cluster) || mayUse(actor, 'membership.confirm', clusterResource(cluster))

/** As whom somebody reads a membership or the proposal of one. */
export const membershipAudience = (
  actor: Actor,
  cluster: ClusterRecord,
  organisation: OrganisationId,
): Audience => {
  if (confirmsMemberships(actor, cluster)) return AUTHORITY
  const concerned = [organisation, cluster.fields.managementOrganisation].some((one) => belongsTo(actor, one))
  return concerned ? PARTIES : PUBLIC
}

/** As whom somebody reads a tie; undefined where he may not know of it. */
export const tieAudience = (actor: Actor, cluster: ClusterRecord, tie: TieRecord): Audience | undefined => {
  if (keepsRegister(actor, cluster)) return AUTHORITY
  const manages = belongsTo(actor, cluster.fields.managementOrganisation)
  if (sidesOf(tie).some((side) => belongsTo(actor, side)) || (manages && admitsManagement(tie)))
    return PARTIES
  return isAgreed(tie) ? PUBLIC : undefined
}

/** As whom somebody reads the figures of a member. */
export const figuresAudience = (actor: Actor, cluster: ClusterRecord, figures: MemberFigures): Audience => {
  if (keepsRegister(actor, cluster)) return AUTHORITY
  const admitted =
    figures.managementMayRead === true && belongsTo(actor, cluster.fields.managementOrganisation)
  return admitted || belongsTo(actor, figures.organisation) ? PARTIES : PUBLIC
}
