import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { LANGUAGES } from '#kernel/localised-text'
import { wording } from '#kernel/wording'
import { BounceReason, FailureReason, MOST_ATTEMPTS } from './fault.ts'
import { Attachment, type Message } from './message.ts'

/** The SHA-256 of a message's id, in hexadecimal: how the message is named in addresses. */
export const DeliveryId = z
  .string()
  .regex(
    /^[\da-f]{64}$/,
    wording({
      en: 'is the SHA-256 of a message’s id: 64 hexadecimal digits',
      ru: 'ожидается SHA-256 идентификатора сообщения: 64 шестнадцатеричные цифры',
    }),
  )
  .brand<'delivery'>()
  .register(z.globalRegistry, { example: 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2' })
export type DeliveryId = z.output<typeof DeliveryId>

/** What is known of how far a message got. `sending` is claimed by the change of a record that started it; `bounced`: it
 *  was sent, and came back or was complained of; `withheld`: the deployment sends no mail. The address stands here as a
 *  keyed hash alone. */
const Progress = z.discriminatedUnion('state', [
  z.object({ state: z.literal('queued') }),
  z.object({ state: z.literal('sending'), since: Instant, claimedBy: z.string() }),
  z.object({
    state: z.literal('sent'),
    at: Instant,
    reference: z.string(),
    addressHash: z.string().exactOptional(),
  }),
  z.object({ state: z.literal('bounced'), at: Instant, reference: z.string(), reason: BounceReason }),
  z.object({ state: z.literal('failed'), at: Instant, reason: FailureReason }),
  z.object({ state: z.literal('withheld'), at: Instant }),
])

/** The states in which a message can be. */
export const DeliveryState = z.enum(['queued', 'sending', 'sent', 'bounced', 'failed', 'withheld'])
export type DeliveryState = z.output<typeof DeliveryState>

/** A message on its way, without its text: that is written once and stands beside it. */
export const Delivery = z.object({
  id: DeliveryId,
  /** The id that whoever queued it gave it. */
  message: z.string(),
  to: z.string(),
  language: z.enum(LANGUAGES),
  subject: z.string(),
  queuedAt: Instant,
  /** Tries since it was queued, or queued anew. */
  attempts: z.int().nonnegative(),
  progress: Progress,
})
export type Delivery = z.output<typeof Delivery>

/** What a message says. */
export const MessageContent = z.object({
  id: DeliveryId,
  text: z.string(),
  html: z.string().exactOptional(),
  attachments: z.array(Attachment).exactOptional(),
})
export type MessageContent = z.output<typeof MessageContent>

/** A message as it is put in the outbox, in two parts. */
export const queued = (
  { id: message, to, language, subject, ...content }: Message,
  id: DeliveryId,
  at: Date,
): { readonly delivery: Delivery; readonly content: MessageContent } => ({
  delivery: {
    id,
    message,
    to,
    language,
    subject,
    queuedAt: at.toISOString(),
    attempts: 0,
    progress: { state: 'queued' },
  },
  content: { id, ...content },
})

/** How long a claim of somebody else is respected: no function that sends runs longer. */
const CLAIM_SECONDS = 120

const isHeld = ({ since }: { readonly since: string }, at: Date): boolean =>
  Date.parse(since) + CLAIM_SECONDS * 1000 > at.getTime()

/** The message claimed for sending; `busy` while somebody else sends it, `done` when there is nothing to do. A claim by
 *  the same change is one of an attempt that ended without a word, since a stream delivers a record again only then. */
export const claimed = (delivery: Delivery, claimedBy: string, at: Date): Delivery | 'busy' | 'done' => {
  const { progress } = delivery
  if (progress.state !== 'queued' && progress.state !== 'sending') return 'done'
  if (progress.state === 'sending' && progress.claimedBy !== claimedBy && isHeld(progress, at)) return 'busy'
  return {
    ...delivery,
    attempts: delivery.attempts + 1,
    progress: { state: 'sending', since: at.toISOString(), claimedBy },
  }
}

export const sent = (
  delivery: Delivery,
  receipt: { readonly reference: string; readonly addressHash: string },
  at: Date,
): Delivery => ({
  ...delivery,
  progress: { state: 'sent', at: at.toISOString(), ...receipt },
})

/** The message that came back or was complained of. */
export const bounced = (
  delivery: Delivery,
  bounce: { readonly at: string; readonly reference: string; readonly reason: BounceReason },
): Delivery => ({ ...delivery, progress: { state: 'bounced', ...bounce } })

export const failed = (delivery: Delivery, reason: FailureReason, at: Date): Delivery => ({
  ...delivery,
  progress: { state: 'failed', at: at.toISOString(), reason },
})

export const withheld = (delivery: Delivery, at: Date): Delivery => ({
  ...delivery,
  progress: { state: 'withheld', at: at.toISOString() },
})

/** The message after a fault that may pass: queued, or failed when it was tried as often as is tried. */
export const afterFault = (delivery: Delivery, at: Date): Delivery =>
  delivery.attempts < MOST_ATTEMPTS
    ? { ...delivery, progress: { state: 'queued' } }
    : failed(delivery, 'gave-up', at)

/** Why a message cannot be queued anew: it was sent, and is never sent again, or is being sent. */
export const notRequeuable = ({ progress }: Delivery, at: Date): 'sent' | 'sending' | undefined => {
  if (progress.state === 'sent') return 'sent'
  return progress.state === 'sending' && isHeld(progress, at) ? 'sending' : undefined
}

/** The message queued anew. */
export const requeued = (delivery: Delivery): Delivery => ({
  ...delivery,
  attempts: 0,
  progress: { state: 'queued' },
})

/** A message as operators see it: whom it is for by random id, and nothing of what it says. */
export const DeliveryView = z
  .object({
    id: DeliveryId,
    message: z.string().register(z.globalRegistry, {
      description: 'What the message is about, as whoever queued it named it',
    }),
    to: z.string().register(z.globalRegistry, { description: 'The random id of a person' }),
    language: z.enum(LANGUAGES),
    queuedAt: Instant,
    state: DeliveryState,
    attempts: z.int(),
    at: Instant.exactOptional().register(z.globalRegistry, {
      description: 'When it was sent, came back, failed, or was withheld',
    }),
    reason: z.enum([...FailureReason.options, ...BounceReason.options]).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Delivery' })
export type DeliveryView = z.output<typeof DeliveryView>

/** A message as the person sees it to whom it was written. */
export const OwnDelivery = DeliveryView.omit({ to: true, message: true })
  .extend({ subject: z.string() })
  .register(z.globalRegistry, { id: 'OwnDelivery' })
export type OwnDelivery = z.output<typeof OwnDelivery>

export const ownView = ({ id, language, queuedAt, attempts, progress, subject }: Delivery): OwnDelivery => ({
  id,
  language,
  queuedAt,
  attempts,
  subject,
  state: progress.state,
  ...('at' in progress && { at: progress.at }),
  ...('reason' in progress && { reason: progress.reason }),
})

export const deliveryView = (delivery: Delivery): DeliveryView => {
  const { subject: _subject, ...seen } = ownView(delivery)
  return { ...seen, to: delivery.to, message: delivery.message }
}
