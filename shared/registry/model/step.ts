import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { wording } from '#kernel/wording'
import { Act } from './act.ts'
import type { Classes } from './visibility.ts'

/** Why something is done. */
export const Reason = z.string().trim().min(1).max(2000)

/** A detached electronic signature over a decision, kept as it was given. */
const Signature = z
  .object({
    format: z.enum(['CAdES', 'PAdES', 'XAdES']),
    value: z.base64().min(1).max(60_000).register(z.globalRegistry, { description: 'The signature, base64' }),
    signedSha256: z
      .string()
      .regex(
        /^[0-9a-f]{64}$/,
        wording({
          en: '64 hex digits, as sha256sum writes them',
          ru: '64 шестнадцатеричные цифры, как их пишет sha256sum',
        }),
      )
      .register(z.globalRegistry, { description: 'SHA-256 of the signed bytes' }),
  })
  .register(z.globalRegistry, { id: 'Signature' })

/** A remark on one field of what was submitted. */
export const Comment = z
  .object({
    field: z
      .string()
      .regex(
        /^(\/[^/]*)+$/,
        wording({ en: 'a JSON pointer such as /seat/town', ru: 'указатель JSON, например /seat/town' }),
      )
      .max(200)
      .register(z.globalRegistry, { example: '/seat/town' }),
    text: z.string().trim().min(1).max(2000),
  })
  .register(z.globalRegistry, { id: 'Comment' })

/** What a person gives with a step: the reason, and where it is a decision its legal act. */
export const stepContent = {
  reason: Reason.exactOptional(),
  act: Act.exactOptional(),
  signature: Signature.exactOptional(),
}

/** One step of a procedure as it is kept: who did what by which power, and when it takes effect. Steps are only ever
 *  added. */
export const Step = z
  .object({
    /** The version of the record that it led to. */
    version: z.int(),
    action: z.string(),
    status: z.string().register(z.globalRegistry, { description: 'The status that it led to' }),
    at: Instant,
    /** The day in the register's time zone from which it holds. */
    inForce: CalendarDate,
    actor: z.string().register(z.globalRegistry, { description: 'The random id of who did it' }),
    /** The authority or organisation in whose position the actor used the power. */
    holder: z.string().exactOptional(),
    power: z.string().exactOptional(),
    comments: z.array(Comment).exactOptional(),
    validUntil: CalendarDate.nullable().exactOptional().register(z.globalRegistry, {
      description: 'The first day on which what was decided no longer holds; null without term',
    }),
    ...stepContent,
  })
  .register(z.globalRegistry, { id: 'Step' })
export type Step = z.output<typeof Step>

/** A step of an entry as it is shown: to all but the authority without the persons and their reasons. */
export const EntryStep = Step.partial({ actor: true }).register(z.globalRegistry, { id: 'EntryStep' })
export type EntryStep = z.output<typeof EntryStep>

/** Who may see which field of a step of an entry. */
export const ENTRY_STEP_CLASSES: Classes<EntryStep> = {
  version: 'public',
  action: 'public',
  status: 'public',
  at: 'public',
  inForce: 'public',
  act: 'public',
  validUntil: 'public',
  holder: 'public',
  power: 'public',
  actor: 'authority',
  reason: 'authority',
  comments: 'authority',
  signature: 'authority',
}
