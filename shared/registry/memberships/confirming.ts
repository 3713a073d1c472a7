import { type Actor, covers } from '#kernel/access'
import type { Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { ForbiddenError } from '#kernel/errors'
import { clusterResource } from '../audience.ts'
import type { ClusterRecord, MembershipSide, MembershipStep, OrganisationId } from '../model.ts'
import { actsFor, confirmsMemberships, keepsRegister } from '../parties.ts'

/** Refuses who may not confirm a membership for both sides. @throws ForbiddenError @throws UnauthenticatedError */
export const demandConfirmation = (actor: Actor, cluster: ClusterRecord): void => {
  if (!confirmsMemberships(actor, cluster)) covers(actor, 'membership.confirm', clusterResource(cluster))
}

/** A step that is taken today unless said otherwise. */
export const stepBy = (
  step: Pick<MembershipStep, 'step' | 'side'> & Partial<MembershipStep>,
  context: Context,
): MembershipStep => ({
  on: dateIn('UTC', context.at),
  recordedAt: context.at.toISOString(),
  ...step,
})

/** Both confirmations in one step, by who may give them. */
export const confirmedAtOnce = (context: Context): MembershipStep =>
  stepBy({ step: 'confirmed', side: 'authority' }, context)

/** The side for which somebody acts about a membership: one of those that may, in their order.
 *  @throws ForbiddenError when the actor acts for none of them */
export const sideOf = (
  actor: Actor,
  cluster: ClusterRecord,
  organisation: OrganisationId,
  allowed: readonly MembershipSide[],
): MembershipSide => {
  const acts: Record<MembershipSide, () => boolean> = {
    organisation: () => actsFor(actor, organisation),
    management: () => actsFor(actor, cluster.fields.managementOrganisation),
    authority: () => keepsRegister(actor, cluster),
  }
  const side = allowed.find((one) => acts[one]())
  if (side !== undefined) return side
  const [en, ru] = [allowed.map((one) => SIDES[one][0]), allowed.map((one) => SIDES[one][1])]
  throw new ForbiddenError({
    en: `This is for ${en.join(' or ')}.`,
    ru: `Это вправе сделать ${ru.join(' или ')}.`,
  })
}

const SIDES: Readonly<Record<MembershipSide, readonly [string, string]>> = {
  organisation: ['an editor of the organisation', 'редактор организации'],
  management: ['an editor of the management organisation', 'редактор специализированной организации'],
  authority: ['who keeps the register (cluster.register)', 'держатель реестра (cluster.register)'],
}
