import * as z from 'zod'
import type { Actor } from '../../kernel/access.ts'
import { Instant } from '../../kernel/clock.ts'
import type { Language, PlatformText } from '../../kernel/localised-text.ts'
import { personal } from '../../kernel/personal.ts'
import { PersonId } from './ids.ts'
import { LegalAct } from './legal-act.ts'

/** All that the platform knows of a person besides the random id. Nothing but the store of personal data keeps it. */
export const PersonalData = z.object({
  subject: personal(
    'subject',
    z
      .string()
      .min(1)
      .max(200)
      .register(z.globalRegistry, { description: 'The account’s id (sub) at the sign-in service' }),
  ),
  name: personal('name', z.string().trim().min(1).max(200)),
  email: personal('email', z.email().max(320)),
})
export type PersonalData = z.output<typeof PersonalData>

/** What can be corrected about a person. The account stays: another one is another person. */
export const PersonCorrection = PersonalData.omit({ subject: true })

/** Why personal data were erased. Words of one's own would say too much of the person. */
export const ErasureGround = z.enum(['consent-withdrawn', 'purpose-fulfilled', 'unlawful', 'legal-duty'])

/** That a person's data were erased: when, why and by which act. */
export const Erasure = z
  .object({ at: Instant, ground: ErasureGround, act: LegalAct })
  .register(z.globalRegistry, {
    id: 'Erasure',
    description: 'When, why and by which act the personal data were erased',
  })
export type Erasure = z.output<typeof Erasure>

/** A person as governance keeps it: the account by a keyed hash of its id at the sign-in service, or that the person was
 *  erased. */
export const PersonRecord = z.union([
  z.object({ id: PersonId, account: z.string() }),
  z.object({ id: PersonId, erased: Erasure }),
])
export type PersonRecord = z.output<typeof PersonRecord>

/** A person as those entitled see it. */
export const Person = z
  .object({
    id: PersonId,
    subject: PersonalData.shape.subject.exactOptional(),
    name: PersonalData.shape.name,
    email: PersonalData.shape.email.exactOptional(),
    erased: Erasure.exactOptional(),
  })
  .register(z.globalRegistry, {
    id: 'Person',
    description:
      'Of an erased person the name says so, in the language asked for; subject and e-mail are gone',
  })
export type Person = z.output<typeof Person>

const ERASED: PlatformText = { en: 'Erased person', ru: 'Удалённое лицо' }
const UNREADABLE: PlatformText = { en: 'Name not on record', ru: 'Имя не записано' }

/** A person with what is known of them. */
export const shownPerson = (
  record: PersonRecord,
  data: PersonalData | undefined,
  language: Language,
): Person => {
  if ('erased' in record) return { id: record.id, name: ERASED[language], erased: record.erased }
  return data === undefined ? { id: record.id, name: UNREADABLE[language] } : { id: record.id, ...data }
}

/** A row of the bulk route, with the id that it had elsewhere, if any. */
export const PersonRow = PersonalData.extend({ id: PersonId.exactOptional() })
export type PersonRow = z.output<typeof PersonRow>

/** The person who asks; null for an account of nobody known yet, and for a machine. */
export const personIn = ({ capability, key }: Extract<Actor, { kind: 'account' }>): PersonId | null =>
  capability === undefined || key !== undefined ? null : PersonId.parse(capability.person)
