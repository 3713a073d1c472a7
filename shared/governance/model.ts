import * as z from 'zod'
import { type Capability, type CapabilityGrant, EVERYWHERE } from '../kernel/access.ts'
import { CalendarDate } from '../kernel/clock.ts'
import { RuleFailedError } from '../kernel/errors.ts'
import { idOf } from '../kernel/ids.ts'
import { LocalisedText } from '../kernel/localised-text.ts'
import { Power } from '../kernel/powers.ts'

export const PersonId = idOf('per').meta({ id: 'PersonId' })
export const AuthorityId = idOf('aut').meta({ id: 'AuthorityId' })
export const PositionId = idOf('pos').meta({ id: 'PositionId' })
export const GrantId = idOf('gra').meta({ id: 'GrantId' })
export type PersonId = z.output<typeof PersonId>
export type AuthorityId = z.output<typeof AuthorityId>
export type GrantId = z.output<typeof GrantId>

/** Who can hold powers: an authority or an organisation. */
export const HolderId = z
  .string()
  .regex(/^(aut|org)_[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'expected the id of an authority or an organisation')
  .meta({ id: 'HolderId' })

/** Regions by code, or `*` alone: the whole deployment. */
const Territory = z
  .array(
    z.union([z.literal(EVERYWHERE), z.string().regex(/^[A-Za-z0-9.-]{1,20}$/, 'expected a region code')]),
  )
  .min(1)
  .max(100)
  .refine((codes) => !codes.includes(EVERYWHERE) || codes.length === 1, {
    error: '"*" is the whole deployment and stands alone',
    params: { ru: '«*» означает всю территорию и указывается отдельно' },
  })
  .meta({ id: 'PowerTerritory', example: ['DE-BY'] })

/** A short code by which people and imports name an authority. */
const AuthorityCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected lower-case letters, digits and hyphens')
  .meta({ example: 'ministry' })

const interval = { from: CalendarDate, to: CalendarDate.nullable().default(null) }
const ordered = {
  error: 'ends before it begins: "to" is the first day on which it no longer holds, after "from"',
  params: { ru: 'заканчивается раньше начала: «to» — первый день без действия, позже «from»' },
}
/** The day on which an open interval ends, for comparing. */
export const endOf = (to: string | null): string => to ?? '9999-12-31'

const inOrder = ({ from, to }: { from: string; to: string | null }) => to === null || from < to

/** Refuses an interval that ends before it begins. @throws RuleFailedError */
export const refuseDisorder = (interval: { from: string; to: string | null }): void => {
  if (!inOrder(interval))
    throw new RuleFailedError({ en: `It ${ordered.error}.`, ru: `Интервал ${ordered.params.ru}.` })
}

/** A person with an account. Name and e-mail are personal data: authorities see them, nobody else does. */
export const PersonContent = z.object({
  subject: z.string().min(1).max(200).meta({ description: 'The account’s id (sub) at the sign-in service' }),
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
})
export const Person = PersonContent.extend({ id: PersonId }).meta({ id: 'Person' })
export type Person = z.output<typeof Person>

/** An authority in the tree of authorities, with the territory it is responsible for. */
export const AuthorityContent = z.object({
  code: AuthorityCode,
  names: LocalisedText,
  level: z.enum(['national', 'regional', 'municipal']),
  parent: AuthorityCode.nullable().default(null),
  territory: Territory,
})
export const Authority = AuthorityContent.extend({ id: AuthorityId }).meta({ id: 'Authority' })
export type Authority = z.output<typeof Authority>
export type AuthorityContent = z.output<typeof AuthorityContent>

/** A person's position in an authority or organisation: viewers look, editors and admins use its powers. */
export const PositionContent = z.object({
  person: PersonId,
  holder: HolderId,
  role: z.enum(['admin', 'editor', 'viewer']),
  ...interval,
})
export const Position = PositionContent.extend({ id: PositionId })
  .refine(inOrder, ordered)
  .meta({ id: 'Position' })
export type Position = z.output<typeof Position>

/** A grant of power: who may do what, where, from when to when, and on what legal basis. */
export const GrantContent = z.object({
  holder: HolderId,
  power: Power,
  territory: Territory,
  categories: z.array(z.string().min(1).max(40)).min(1).max(100).exactOptional(),
  ...interval,
  basis: z.string().trim().min(1).max(1000).meta({ description: 'The legal act that gives the power' }),
  delegable: z.boolean().default(false),
})
export const Grant = GrantContent.extend({ id: GrantId, grantedBy: z.string() })
  .refine(inOrder, ordered)
  .meta({ id: 'Grant' })
export type Grant = z.output<typeof Grant>

/** A holder as callers name it: by id, or an authority by its code. */
const HolderName = z.union([HolderId, AuthorityCode])

/** What is sent to give a position or a grant. */
export const PositionRequest = PositionContent.extend({ holder: HolderName })
export const GrantRequest = GrantContent.extend({ holder: HolderName })
export type PositionRequest = z.output<typeof PositionRequest>
export type GrantRequest = z.output<typeof GrantRequest>

/** Rows of bulk routes: records with the id that they had elsewhere, if any. A position's person may be named by the
 *  account's subject. */
export const PersonRow = PersonContent.extend({ id: PersonId.exactOptional() })
export const AuthorityRow = AuthorityContent.extend({ id: AuthorityId.exactOptional() })
export const PositionRow = PositionRequest.extend({
  person: z.string().min(1).max(200),
  id: PositionId.exactOptional(),
})
export const GrantRow = GrantRequest.extend({ id: GrantId.exactOptional() })
export type PersonRow = z.output<typeof PersonRow>
export type AuthorityRow = z.output<typeof AuthorityRow>
export type PositionRow = z.output<typeof PositionRow>
export type GrantRow = z.output<typeof GrantRow>

/** The most positions in one authority or organisation: a change of its grants reaches all their capabilities in
 *  one transaction, which takes 100 records. */
export const POSITIONS_PER_HOLDER = 80

const laterOf = (a: string, b: string) => (a > b ? a : b)
const earlierOf = (a: string | null, b: string | null) => (a === null ? b : b === null ? a : a < b ? a : b)

/** The part of a capability that comes from one holder: each grant of the holder for the time in which it and the
 *  position both hold. Viewers use no power. */
const grantsThrough = (position: Position, grants: readonly Grant[]): CapabilityGrant[] =>
  position.role === 'viewer'
    ? []
    : grants.flatMap(({ id, holder, power, territory, categories, from, to }) => {
        const both = { from: laterOf(from, position.from), to: earlierOf(to, position.to) }
        return inOrder(both)
          ? [{ grant: id, holder, power, territory, ...(categories && { categories }), ...both }]
          : []
      })

/** What a person without any position may do. */
export const emptyCapability = ({ subject, id }: Person): Capability => ({
  subject,
  person: id,
  positions: [],
  grants: [],
})

const inBinaryOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** A person's capability after a change at one holder: what came from there before is replaced by what comes from
 *  there now, the rest stays. Pure; the order of the result does not depend on the order of the input. */
export const withHolder = (
  capability: Capability,
  holder: string,
  positions: readonly Position[],
  grants: readonly Grant[],
): Capability => {
  const own = positions.filter((position) => position.person === capability.person)
  const byKey = (a: CapabilityGrant, b: CapabilityGrant) =>
    inBinaryOrder(`${a.grant}${a.from}`, `${b.grant}${b.from}`)
  return {
    ...capability,
    positions: [
      ...capability.positions.filter((position) => position.holder !== holder),
      ...own.map(({ role, from, to }) => ({ holder, role, from, to })),
    ].sort((a, b) => inBinaryOrder(`${a.holder}${a.from}`, `${b.holder}${b.from}`)),
    grants: [
      ...capability.grants.filter((grant) => grant.holder !== holder),
      ...own.flatMap((position) => grantsThrough(position, grants)),
    ].sort(byKey),
  }
}
