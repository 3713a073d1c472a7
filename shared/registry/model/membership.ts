import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { Act } from './act.ts'
import { EntryNumber } from './entry.ts'
import { Identifier } from './identifiers.ts'
import { ClusterId, OrganisationId, RegisterRef } from './ids.ts'
import { RestrictionKind } from './restriction.ts'
import { Reason } from './step.ts'
import type { Classes } from './visibility.ts'
import { CHAIN_LEVELS, MEMBERSHIP_ROLES } from './vocabulary.ts'

export const ChainLevel = z.enum(CHAIN_LEVELS)

const fields = {
  roles: z
    .array(z.enum(MEMBERSHIP_ROLES))
    .min(1)
    .max(MEMBERSHIP_ROLES.length)
    .refine((roles) => new Set(roles).size === roles.length, {
      error: 'each role once',
      params: { ru: 'каждая роль — один раз' },
    }),
  level: ChainLevel.exactOptional().register(z.globalRegistry, { description: 'Level of the value chain' }),
  tasks: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
  to: CalendarDate.nullable()
    .default(null)
    .register(z.globalRegistry, { description: 'The first day on which it no longer holds' }),
}

/** What may change about a membership. */
export const MembershipContent = z
  .object({
    ...fields,
    validFrom: CalendarDate.exactOptional().register(z.globalRegistry, {
      description: 'Since when role, level and tasks are so',
    }),
  })
  .register(z.globalRegistry, { id: 'MembershipContent' })
export type MembershipContent = z.output<typeof MembershipContent>

/** A new membership in the cluster of the address. */
export const NewMembership = z
  .object({ organisation: OrganisationId, from: CalendarDate, ...fields })
  .register(z.globalRegistry, { id: 'NewMembership' })
export type NewMembership = z.output<typeof NewMembership>

/** A membership as it is imported: the cluster by id or by its entry, the organisation by id or identifier. */
export const MembershipRow = z
  .object({
    cluster: z.union([ClusterId, z.object({ register: RegisterRef, number: EntryNumber })]),
    organisation: z.union([OrganisationId, Identifier]),
    from: CalendarDate,
    ...fields,
  })
  .register(z.globalRegistry, { id: 'MembershipRow' })
export type MembershipRow = z.output<typeof MembershipRow>

/** Who takes a step: the organisation, the management organisation, or who keeps the register. */
export const MembershipSide = z.enum(['organisation', 'management', 'authority'])
export type MembershipSide = z.output<typeof MembershipSide>

/** Steps of one membership: they stand in its record. */
export const MOST_STEPS = 60

/** A step in the life of a membership. */
export const MembershipStep = z.object({
  step: z.enum(['proposed', 'confirmed', 'suspended', 'reinstated', 'ended', 'succeeded']),
  /** `source`: it follows by itself from what is on record about the organisation. */
  side: z.enum([...MembershipSide.options, 'source']),
  on: CalendarDate,
  /** Of a suspension: the first day after its term. */
  to: CalendarDate.exactOptional(),
  reason: Reason.exactOptional(),
  act: Act.exactOptional(),
  /** Of one that follows by itself: from what, and the record that says so. */
  cause: RestrictionKind.exactOptional(),
  source: z.string().exactOptional(),
  recordedAt: Instant,
})
export type MembershipStep = z.output<typeof MembershipStep>

/** The other membership that one takes over from, or is taken over by. */
const Neighbour = z.object({ organisation: OrganisationId, from: CalendarDate })

const Interval = z.object({ from: CalendarDate, to: CalendarDate.nullable() })

/** An organisation in a cluster, [from, to): role, level of the value chain, tasks. It is known by cluster,
 *  organisation and its first day. */
export const Membership = z
  .object({
    cluster: ClusterId,
    organisation: OrganisationId,
    from: CalendarDate,
    ...fields,
    suspended: z.array(Interval),
    formerly: Neighbour.exactOptional().register(z.globalRegistry, {
      description: 'The membership that it takes over',
    }),
    successor: Neighbour.exactOptional().register(z.globalRegistry, {
      description: 'The membership that took it over',
    }),
    steps: z.array(MembershipStep).max(MOST_STEPS),
    recordedAt: Instant,
  })
  .register(z.globalRegistry, { id: 'Membership' })
export type Membership = z.output<typeof Membership>

/** A membership with the names of both sides; what the reader may not see is absent. */
export const NamedMembership = Membership.extend({
  steps: Membership.shape.steps
    .exactOptional()
    .register(z.globalRegistry, { description: 'With reasons; shown to both sides' }),
  clusterNames: LocalisedText,
  organisationNames: LocalisedText,
}).register(z.globalRegistry, { id: 'NamedMembership' })
export type NamedMembership = z.output<typeof NamedMembership>

/** Who may see which field of a membership. */
export const MEMBERSHIP_CLASSES: Classes<NamedMembership> = {
  cluster: 'public',
  organisation: 'public',
  from: 'public',
  to: 'public',
  roles: 'public',
  level: 'public',
  tasks: 'public',
  suspended: 'public',
  formerly: 'public',
  successor: 'public',
  steps: 'parties',
  recordedAt: 'public',
  clusterNames: 'public',
  organisationNames: 'public',
}

/** A suspension with its term. */
export const Suspension = z
  .object({
    from: CalendarDate.exactOptional().register(z.globalRegistry, { description: 'Today unless given' }),
    to: CalendarDate.meta({ description: 'Its term: the first day on which the membership counts again' }),
    reason: Reason,
    act: Act.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Suspension' })

/** The end of a suspension before its term. */
export const Reinstatement = z
  .object({
    on: CalendarDate.exactOptional().register(z.globalRegistry, { description: 'Today unless given' }),
    reason: Reason.exactOptional(),
    act: Act.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Reinstatement' })

/** The end of a membership. */
export const MembershipEnd = z
  .object({
    to: CalendarDate.exactOptional().register(z.globalRegistry, {
      description: 'The first day on which it no longer holds; today unless given',
    }),
    reason: Reason,
    act: Act.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'MembershipEnd' })

/** A decision that another organisation takes over a membership. */
export const MembershipSuccession = z
  .object({ successor: OrganisationId, on: CalendarDate, reason: Reason, act: Act })
  .register(z.globalRegistry, { id: 'MembershipSuccession' })

/** The suspension that holds on a day. */
export const suspensionOn = (
  { suspended }: Pick<Membership, 'suspended'>,
  day: CalendarDate,
): z.output<typeof Interval> | undefined =>
  suspended.find(({ from, to }) => from <= day && (to === null || day < to))

/** The memberships that an organisation holds or held, by which two at a time in one cluster are refused. */
export const HeldMemberships = z.object({
  organisation: OrganisationId,
  held: z.array(z.object({ cluster: ClusterId, from: CalendarDate, to: CalendarDate.nullable() })),
})
export type HeldMemberships = z.output<typeof HeldMemberships>

/** Whether two half-open intervals share a day. */
export const overlaps = (
  a: { readonly from: CalendarDate; readonly to: CalendarDate | null },
  b: { readonly from: CalendarDate; readonly to: CalendarDate | null },
): boolean => (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to)
