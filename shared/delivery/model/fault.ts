import * as z from 'zod'

/** Why a message was not sent: nothing is known of the person (never was, or erased), mail to the address came back or was
 *  complained of, the mail service takes no mail for the address or in this shape, a file is gone or too big, the mail
 *  service refuses this deployment as a sender, or it failed as often as is tried. */
export const FailureReason = z.enum([
  'no-address',
  'address-stopped',
  'message-refused',
  'attachment-unusable',
  'sender-refused',
  'gave-up',
])
export type FailureReason = z.output<typeof FailureReason>

/** Why a message that was sent did not arrive, or was not wanted: the address does not take mail, does not now, or whoever
 *  reads it called it unwanted. */
export const BounceReason = z.enum(['unreachable', 'temporarily-unreachable', 'complaint'])
export type BounceReason = z.output<typeof BounceReason>

/** How often one message is tried before it counts as failed: as often as the stream delivers its record. */
export const MOST_ATTEMPTS = 6

/** Sending failed for good: trying again would fail the same way until somebody changes something. */
export class PermanentFault extends Error {
  override readonly name = 'PermanentFault'
  readonly reason: FailureReason
  constructor(reason: FailureReason, options?: { readonly cause?: unknown }) {
    super(`not sent: ${reason}`, options)
    this.reason = reason
  }
}
