import type { Clock } from '#kernel/clock'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { fromItem, type Stored } from '#kernel/entity'
import { loggable, logger } from '#kernel/logger'
import { untilWon } from '#kernel/lost-race'
import { isItem } from '#kernel/table'
import type { DeliveryStore } from './delivery-store.ts'
import { deliveryEntity } from './message-keys.ts'
import { type AttachedFile, composed } from './mime.ts'
import { afterFault, claimed, type Delivery, failed, PermanentFault, sent, withheld } from './model.ts'
import type { AttachmentStore, PostOffice, Sender } from './ports.ts'

interface SendingPorts {
  readonly deliveries: DeliveryStore
  /** The e-mail address of a person; undefined for one of whom nothing is known, or nothing any more. */
  readonly addressOf: (person: string) => Promise<string | undefined>
  /** An address as it may be kept: by a key, so that nobody can try out which it is. */
  readonly hashOf: (address: string) => Promise<string>
  readonly attachments: AttachmentStore
  readonly postOffice: PostOffice
  /** Undefined: this deployment sends no mail. */
  readonly sender: Sender | undefined
  readonly clock: Clock
}

/** Sends a message that was queued, or queued anew. It is claimed by a conditional write first, so of two that send it
 *  at once one does. A fault that may pass is thrown, and the stream delivers the change again, until it was tried often
 *  enough; one that will not is kept as failed.
 *
 *  At least once: between the mail service's yes and the record of it lies one write. Whoever dies there leaves a claim,
 *  and the next delivery of the same change sends the message a second time.
 *  @throws Error when it was not sent and is to be tried again */
export const sendMail =
  (ports: SendingPorts) =>
  async (change: RecordChange): Promise<void> => {
    const id = newlyQueued(change)
    if (id === undefined) return
    const { deliveries, sender, clock } = ports
    const claim = await claimOf(deliveries, id, change.name, clock)
    if (claim === undefined) return
    if (sender === undefined) {
      await deliveries.advance(claim, withheld(claim.value, clock()))
      return
    }
    try {
      const receipt = await handedOver(ports, sender, claim.value)
      await deliveries.advance(claim, sent(claim.value, receipt, clock()))
    } catch (error) {
      await keepFault(ports, claim, error)
    }
  }

/** The message that a change put in the queue. A state after a fault is none: the stream repeats the first change. */
const newlyQueued = ({ before, after }: RecordChange): string | undefined => {
  const was = deliveryIn(before)?.progress.state
  const is = deliveryIn(after)
  return is?.progress.state === 'queued' && was !== 'sending' ? is.id : undefined
}

const deliveryIn = (image: RecordChange['after']): Delivery | undefined =>
  image !== undefined && isItem(image) && image['entity'] === deliveryEntity.name
    ? fromItem(deliveryEntity, image)?.value
    : undefined

/** @throws Error while somebody else sends it */
const claimOf = (
  deliveries: DeliveryStore,
  id: string,
  claimedBy: string,
  clock: Clock,
): Promise<Stored<Delivery> | undefined> =>
  untilWon(async () => {
    const stored = await deliveries.find(id)
    const claim = stored === undefined ? 'done' : claimed(stored.value, claimedBy, clock())
    if (stored === undefined || claim === 'done') return undefined
    if (claim === 'busy') throw new Error(`${id} is being sent by somebody else`)
    return deliveries.advance(stored, claim)
  })

const handedOver = async (
  { deliveries, addressOf, hashOf, attachments, postOffice }: SendingPorts,
  sender: Sender,
  delivery: Delivery,
): Promise<{ readonly reference: string; readonly addressHash: string }> => {
  const [content, address] = await Promise.all([deliveries.content(delivery.id), addressOf(delivery.to)])
  if (content === undefined) throw new Error(`${delivery.id} has no content`)
  if (address === undefined) throw new PermanentFault('no-address')
  const addressHash = await hashOf(address)
  await demandNotStopped(deliveries, delivery.to, addressHash)
  const files: AttachedFile[] = []
  for (const one of content.attachments ?? [])
    files.push({ fileName: one.fileName, contentType: one.contentType, bytes: await attachments.read(one) })
  const letter = await composed(delivery, content, files, { sender, address })
  return { reference: await postOffice.send(letter), addressHash }
}

/** Refuses an address from which mail came back or was complained of. At another one of the same person that is over.
 *  @throws PermanentFault */
const demandNotStopped = async (
  deliveries: DeliveryStore,
  person: string,
  addressHash: string,
): Promise<void> => {
  const stop = await deliveries.stopped(person)
  if (stop === undefined) return
  if (stop.value.addressHash === addressHash) throw new PermanentFault('address-stopped')
  await deliveries.table.write([deliveries.forgetting(stop)])
}

/** Operators count this line: the alarm looks for it. */
const NOT_SENT = 'mail not sent'

/** @throws what happened, when it may pass */
const keepFault = async (
  { deliveries, clock }: SendingPorts,
  claim: Stored<Delivery>,
  error: unknown,
): Promise<void> => {
  const { value } = claim
  const isPermanent = error instanceof PermanentFault
  const next = isPermanent ? failed(value, error.reason, clock()) : afterFault(value, clock())
  await deliveries.advance(claim, next)
  if (next.progress.state === 'queued') throw error
  const { id, to, attempts } = value
  // Known since the mail came back, and told then.
  if (isPermanent && error.reason === 'address-stopped') return
  const reason = next.progress.state === 'failed' ? next.progress.reason : undefined
  logger.warn(NOT_SENT, { delivery: id, person: to, attempts, reason, error: loggable(error) })
}
