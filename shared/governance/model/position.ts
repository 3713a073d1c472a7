import * as z from 'zod'
import { CalendarDate } from '../../kernel/clock.ts'
import { HolderId, HolderName, PersonId, PositionId, SubstitutionId } from './ids.ts'
import { inOrder, interval, ordered } from './interval.ts'
import { LegalAct } from './legal-act.ts'

export const Role = z.enum(['admin', 'editor', 'viewer'])

/** A person's position in an authority or organisation: viewers look, editors and admins use its powers, and admins
 *  delegate them. */
export const PositionContent = z.object({
  person: PersonId,
  holder: HolderId,
  role: Role,
  ...interval,
})
export const Position = PositionContent.extend({ id: PositionId })
  .refine(inOrder, ordered)
  .register(z.globalRegistry, { id: 'Position' })
export type Position = z.output<typeof Position>

/** What is sent to give a position. */
export const PositionRequest = PositionContent.extend({ holder: HolderName })
export type PositionRequest = z.output<typeof PositionRequest>

/** A row of the bulk route: the person may be named by the account's subject. */
export const PositionRow = PositionRequest.extend({
  person: z.string().min(1).max(200),
  id: PositionId.exactOptional(),
})
export type PositionRow = z.output<typeof PositionRow>

/** What is sent to let one person act in the position of another. */
export const SubstitutionContent = z.object({
  position: PositionId,
  substitute: PersonId,
  from: CalendarDate,
  to: CalendarDate,
  act: LegalAct,
})
export type SubstitutionContent = z.output<typeof SubstitutionContent>

/** A row of the bulk route, with the id that it had elsewhere, if any. */
export const SubstitutionRow = SubstitutionContent.extend({ id: SubstitutionId.exactOptional() })
export type SubstitutionRow = z.output<typeof SubstitutionRow>

/** An acting official: the substitute uses all the powers of somebody's position as long as both hold. */
export const Substitution = SubstitutionContent.extend({
  id: SubstitutionId,
  /** Whose position it is, and where. */
  person: PersonId,
  holder: HolderId,
})
  .refine(inOrder, ordered)
  .register(z.globalRegistry, { id: 'Substitution' })
export type Substitution = z.output<typeof Substitution>

/** What the record of an account says of a person: the own positions, and those in which the person acts for others.
 *  Which powers these give is looked up at their holders. */
export const Seats = z.object({
  /** A keyed hash of the account's id at the sign-in service. */
  account: z.string(),
  person: z.string(),
  positions: z.array(
    z.object({
      holder: z.string(),
      role: Role,
      from: CalendarDate.exactOptional(),
      to: CalendarDate.nullable().exactOptional(),
    }),
  ),
  substitutions: z.array(
    z.object({
      id: SubstitutionId,
      position: PositionId,
      holder: z.string(),
      person: PersonId,
      from: CalendarDate,
      to: CalendarDate,
    }),
  ),
  /** The API keys whose secret the person was shown. */
  alsoKnownAs: z.array(z.string()).exactOptional(),
})
export type Seats = z.output<typeof Seats>
