import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { DeliveryId } from './delivery.ts'
import type { BounceReason } from './fault.ts'

/** By which a message names itself to the mail service, which gives it back with what it tells of it. */
export const DELIVERY_TAG = 'delivery'

const Mail = z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())).default({}) })

/** What Amazon SES tells of a message through EventBridge ("Monitoring Amazon SES email sending using EventBridge"); the
 *  address in it is not read. */
const MailEvent = z.discriminatedUnion('detail-type', [
  z.object({
    'detail-type': z.literal('Email Bounced'),
    detail: z.object({
      mail: Mail,
      bounce: z.object({ bounceType: z.string(), timestamp: Instant }),
    }),
  }),
  z.object({
    'detail-type': z.literal('Email Complaint Received'),
    detail: z.object({ mail: Mail, complaint: z.object({ timestamp: Instant }) }),
  }),
])

/** What came back. */
export interface Bounce {
  /** Undefined for mail that does not name its message. */
  readonly delivery: DeliveryId | undefined
  readonly reference: string
  readonly reason: BounceReason
  readonly at: string
}

/** A bounce as the mail service tells it. @throws ZodError for another event */
export const bounceIn = (event: unknown): Bounce => {
  const told = MailEvent.parse(event)
  const { messageId: reference, tags } = told.detail.mail
  const delivery = DeliveryId.safeParse(tags[DELIVERY_TAG]?.[0]).data
  if (told['detail-type'] === 'Email Complaint Received')
    return { delivery, reference, reason: 'complaint', at: told.detail.complaint.timestamp }
  const { bounceType, timestamp: at } = told.detail.bounce
  const reason = bounceType === 'Permanent' ? 'unreachable' : 'temporarily-unreachable'
  return { delivery, reference, reason, at }
}
