import * as z from 'zod'
import type { Actor } from '../../kernel/access.ts'
import { PersonId } from './ids.ts'

/** A person with an account. Name and e-mail are personal data: authorities see them, nobody else does. */
export const PersonContent = z.object({
  subject: z.string().min(1).max(200).meta({ description: 'The account’s id (sub) at the sign-in service' }),
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
})
export const Person = PersonContent.extend({ id: PersonId }).meta({ id: 'Person' })
export type Person = z.output<typeof Person>

/** A row of the bulk route, with the id that it had elsewhere, if any. */
export const PersonRow = PersonContent.extend({ id: PersonId.exactOptional() })
export type PersonRow = z.output<typeof PersonRow>

/** The person who asks; null for an account of nobody known yet, and for a machine. */
export const personIn = ({ capability, key }: Extract<Actor, { kind: 'account' }>): PersonId | null =>
  capability === undefined || key !== undefined ? null : PersonId.parse(capability.person)
