import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { Money } from '#kernel/money'
import type { Composition, CompositionMember, CompositionTie } from '../composition.ts'
import { ClusterId, OrganisationId } from '../ids.ts'
import { Membership } from '../membership.ts'
import { OrganisationKind, OrganisationSize } from '../organisation.ts'

const Path = z.array(z.string().max(60)).min(1).max(20)

/** A member as it is written; an absent fact is not known. */
const MemberContent = z
  .object({
    organisation: OrganisationId,
    kind: OrganisationKind,
    size: OrganisationSize.exactOptional(),
    roles: Membership.shape.roles,
    level: Membership.shape.level,
    tasks: Membership.shape.tasks,
    memberSince: CalendarDate,
    establishments: z.array(Path).max(100).exactOptional().register(z.globalRegistry, {
      description: 'The regions, by path from the root, in which it carries on activity',
    }),
    hasOutput: z.boolean().exactOptional(),
    hasInvestmentContract: z.boolean().exactOptional(),
    purchasesTotal: Money.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'AssessedMember' })

const TieContent = z
  .object({ supplier: OrganisationId, customer: OrganisationId, value: Money.exactOptional() })
  .register(z.globalRegistry, { id: 'AssessedTie' })

/** What a cluster is made of, as it is written. */
export const CompositionContent = z
  .object({
    cluster: ClusterId,
    on: CalendarDate,
    year: z.int(),
    members: z.array(MemberContent),
    ties: z.array(TieContent),
  })
  .register(z.globalRegistry, { id: 'AssessedComposition' })
export type CompositionContent = z.output<typeof CompositionContent>

/** An organisation as if it were a member. */
const Joining = z
  .object({
    organisation: OrganisationId,
    roles: Membership.shape.roles,
    level: Membership.shape.level,
    tasks: Membership.shape.tasks,
  })
  .register(z.globalRegistry, { id: 'JoiningMember' })
export type Joining = z.output<typeof Joining>

/** What would be different. */
export const CompositionChanges = z
  .object({
    members: z.array(MemberContent).max(200).default([]).register(z.globalRegistry, {
      description: 'Members besides those there are, or instead of the one of the same organisation',
    }),
    joining: z.array(Joining).max(200).default([]).register(z.globalRegistry, {
      description: 'Organisations of the register that would be members too, with what is recorded of them',
    }),
    withoutMembers: z.array(OrganisationId).max(200).default([]),
    ties: z
      .array(TieContent)
      .max(1000)
      .default([])
      .register(z.globalRegistry, { description: 'Ties besides those there are' }),
  })
  .register(z.globalRegistry, { id: 'CompositionChanges' })
export type CompositionChanges = z.output<typeof CompositionChanges>

/** A composition as it is written. */
export const contentOf = (composition: Composition): CompositionContent =>
  CompositionContent.parse(JSON.parse(canonicalJson(composition)))

/** A composition from how it is written. */
export const compositionFrom = ({ members, ties, ...rest }: CompositionContent): Composition => ({
  ...rest,
  members: members.map(memberFrom),
  ties: ties.map(tieFrom),
})

/** A composition with changes: ties of members that are gone go with them.
 *  @param joining the organisations that would join, as they are recorded */
export const changed = (
  composition: Composition,
  changes: Omit<CompositionChanges, 'joining'>,
  joining: readonly CompositionMember[] = [],
): Composition => {
  const gone = new Set(changes.withoutMembers)
  const added = [...joining, ...changes.members.map(memberFrom)]
  const replaced = new Set(added.map(({ organisation }) => organisation))
  const members = [
    ...composition.members.filter(({ organisation }) => !replaced.has(organisation)),
    ...added,
  ].filter(({ organisation }) => !gone.has(organisation))
  const present = new Set(members.map(({ organisation }) => organisation))
  const ties = [...composition.ties, ...changes.ties.map(tieFrom)].filter(
    ({ supplier, customer }) => present.has(supplier) && present.has(customer),
  )
  return { ...composition, members, ties }
}

/** A composition without the figures of members and the values of ties. */
export const withoutValues = (composition: Composition): Composition => ({
  ...composition,
  members: composition.members.map((member) => ({ ...member, purchasesTotal: undefined })),
  ties: composition.ties.map((tie) => ({ ...tie, value: undefined })),
})

const memberFrom = (member: z.output<typeof MemberContent>): CompositionMember => ({
  ...member,
  size: member.size,
  level: member.level,
  establishments: member.establishments,
  hasOutput: member.hasOutput,
  hasInvestmentContract: member.hasInvestmentContract,
  purchasesTotal: member.purchasesTotal,
})

const tieFrom = ({ supplier, customer, value }: z.output<typeof TieContent>): CompositionTie => ({
  supplier,
  customer,
  value,
})
