import { logger } from '#kernel/logger'
import { untilWon } from '#kernel/lost-race'
import type { DeliveryStore } from './delivery-store.ts'
import { type Bounce, bounced, bounceIn, type Delivery, stopAfter } from './model.ts'

/** Notes that a message came back or was complained of, and from a hard bounce or a complaint on sends no more mail to
 *  that address. The same told twice changes nothing, and neither does what is told of an earlier sending of a message
 *  that was sent again since. No address is read or logged.
 *  @throws Error while it is not on record yet that the message was sent: the event comes again
 *  @throws ZodError for an event of another kind */
export const takeBounce =
  ({ deliveries }: { readonly deliveries: DeliveryStore }) =>
  async (event: unknown): Promise<void> => {
    const bounce = bounceIn(event)
    if (bounce.delivery === undefined) {
      logger.info('a bounce of mail that names no message', { reference: bounce.reference })
      return
    }
    const kept = await untilWon(() => keep(deliveries, bounce.delivery, bounce))
    if (kept !== undefined)
      logger.warn('mail came back', { delivery: kept.id, person: kept.to, reason: bounce.reason })
  }

const keep = async (
  deliveries: DeliveryStore,
  id: Bounce['delivery'],
  { reference, reason, at }: Bounce,
): Promise<Delivery | undefined> => {
  const stored = id === undefined ? undefined : await deliveries.find(id)
  if (stored === undefined) return undefined
  const { progress, to: person } = stored.value
  if (progress.state === 'sending') throw new Error(`it is not on record yet that ${id} was sent`)
  if (progress.state !== 'sent' || progress.reference !== reference) return undefined
  const before = await deliveries.stopped(person)
  const after = stopAfter(reason, { person, addressHash: progress.addressHash }, at)
  const next = bounced(stored.value, { at, reference, reason })
  await deliveries.bounce(stored, next, { before, after })
  return next
}
