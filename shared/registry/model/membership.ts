import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { EntryNumber } from './entry.ts'
import { Identifier } from './identifiers.ts'
import { ClusterId, OrganisationId, RegisterRef } from './ids.ts'

export const MEMBERSHIP_ROLES = [
  'final-producer',
  'intermediate-producer',
  'research',
  'education',
  'service',
  'infrastructure',
  'finance',
  'management',
] as const
/** The value chain in its order. */
export const CHAIN_LEVELS = [
  'research',
  'inputs',
  'components',
  'final-product',
  'services',
  'market',
] as const

const fields = {
  roles: z
    .array(z.enum(MEMBERSHIP_ROLES))
    .min(1)
    .max(MEMBERSHIP_ROLES.length)
    .refine((roles) => new Set(roles).size === roles.length, {
      error: 'each role once',
      params: { ru: 'каждая роль — один раз' },
    }),
  level: z.enum(CHAIN_LEVELS).exactOptional().meta({ description: 'Level of the value chain' }),
  tasks: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
  to: CalendarDate.nullable()
    .default(null)
    .meta({ description: 'The first day on which it no longer holds' }),
}

/** What may change about a membership. */
export const MembershipContent = z
  .object({
    ...fields,
    validFrom: CalendarDate.exactOptional().meta({ description: 'Since when role, level and tasks are so' }),
  })
  .meta({ id: 'MembershipContent' })
export type MembershipContent = z.output<typeof MembershipContent>

/** A new membership in the cluster of the address. */
export const NewMembership = z
  .object({ organisation: OrganisationId, from: CalendarDate, ...fields })
  .meta({ id: 'NewMembership' })
export type NewMembership = z.output<typeof NewMembership>

/** A membership as it is imported: the cluster by id or by its entry, the organisation by id or identifier. */
export const MembershipRow = z
  .object({
    cluster: z.union([ClusterId, z.object({ register: RegisterRef, number: EntryNumber })]),
    organisation: z.union([OrganisationId, Identifier]),
    from: CalendarDate,
    ...fields,
  })
  .meta({ id: 'MembershipRow' })
export type MembershipRow = z.output<typeof MembershipRow>

/** An organisation in a cluster, [from, to): role, level of the value chain, tasks. It is known by cluster,
 *  organisation and its first day. */
export const Membership = z
  .object({
    cluster: ClusterId,
    organisation: OrganisationId,
    from: CalendarDate,
    ...fields,
    suspended: z.array(z.object({ from: CalendarDate, to: CalendarDate.nullable() })),
    recordedAt: Instant,
  })
  .meta({ id: 'Membership' })
export type Membership = z.output<typeof Membership>

/** A membership with the names of both sides. */
export const NamedMembership = Membership.extend({
  clusterNames: LocalisedText,
  organisationNames: LocalisedText,
}).meta({ id: 'NamedMembership' })
export type NamedMembership = z.output<typeof NamedMembership>

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
