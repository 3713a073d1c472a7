import { type Clock, systemClock } from '#kernel/clock'
import { sha256 } from '#kernel/digest'
import type { Table } from '#kernel/table'
import { DeliveryStore } from './delivery-store.ts'
import { DeliveryId, Message, queued } from './model.ts'

/** How a message is named in addresses. */
export const deliveryIdOf = (message: string): DeliveryId => DeliveryId.parse(sha256(message))

/** Where whoever wants a person to get an e-mail leaves it. */
export interface Outbox {
  /** Keeps each message unless one of its id is there already; the stream of the table sends it.
   *  @throws ZodError for a message that no mail service would take */
  put(messages: readonly Message[]): Promise<void>
}

/** The outbox on its table. */
export const outboxIn = (table: Table, clock: Clock = systemClock): Outbox => {
  const store = new DeliveryStore(table)
  return {
    put: async (messages) => {
      for (const given of messages) {
        const message = Message.parse(given)
        const { delivery, content } = queued(message, deliveryIdOf(message.id), clock())
        await store.add(delivery, content)
      }
    },
  }
}
