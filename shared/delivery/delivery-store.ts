import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { lostRace } from '#kernel/lost-race'
import type { Table, Write } from '#kernel/table'
import {
  addressStopEntity,
  addressStopKey,
  contentEntity,
  contentKey,
  deliveryEntity,
  deliveryKey,
  inState,
  mailSettingsEntity,
  redriveEntity,
  settingsKey,
  writtenTo,
} from './message-keys.ts'
import type { AddressStop, Delivery, DeliveryState, MessageContent, StoredMailSettings } from './model.ts'

/** For how long a message is kept after it was queued, and so for how long the same one is not sent again. */
const KEPT_SECONDS = 400 * 24 * 60 * 60

/** It is queued already. */
class AlreadyQueued extends Error {
  override readonly name = 'AlreadyQueued'
}

const expiryOf = ({ queuedAt }: Delivery): number => Math.floor(Date.parse(queuedAt) / 1000) + KEPT_SECONDS

/** Where messages are kept, from the moment in which they are queued. */
export class DeliveryStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(id: string): Promise<Stored<Delivery> | undefined> {
    return fromItem(deliveryEntity, await this.table.get(deliveryKey(id), { consistent: true }))
  }

  async content(id: string): Promise<MessageContent | undefined> {
    return fromItem(contentEntity, await this.table.get(contentKey(id), { consistent: true }))?.value
  }

  /** Keeps a message unless it is there already. */
  async add(delivery: Delivery, content: MessageContent): Promise<void> {
    const expiresAt = expiryOf(delivery)
    try {
      await this.table.write([
        {
          put: toItem(deliveryEntity, delivery, { version: 1, expiresAt }),
          if: 'absent',
          otherwise: () => new AlreadyQueued(),
        },
        { put: toItem(contentEntity, content, { expiresAt }) },
      ])
    } catch (error) {
      if (!(error instanceof AlreadyQueued)) throw error
    }
  }

  /** The next state of a message, if nobody else wrote one in between; else the race is lost. */
  step(from: Stored<Delivery>, to: Delivery): Write {
    return {
      put: toItem(deliveryEntity, to, { version: from.version + 1, expiresAt: expiryOf(to) }),
      if: { version: from.version },
      otherwise: lostRace,
    }
  }

  /** Writes the next state. @returns it with its version */
  async advance(from: Stored<Delivery>, to: Delivery): Promise<Stored<Delivery>> {
    await this.table.write([this.step(from, to)])
    return { value: to, version: from.version + 1 }
  }

  async inState(state: DeliveryState, limit: number, after: Position | undefined): Promise<Page<Delivery>> {
    return this.#page('gsi1', inState(state), limit, after)
  }

  async writtenTo(person: string, limit: number, after: Position | undefined): Promise<Page<Delivery>> {
    return this.#page('gsi2', writtenTo(person), limit, after)
  }

  async #page(index: 'gsi1' | 'gsi2', pk: string, limit: number, after: Position | undefined) {
    const { items, next } = await this.table.query({ index, pk, limit, after, descending: true })
    return { items: valuesOf(deliveryEntity, items), next }
  }

  /** Why a person gets no more mail, and at which address. */
  async stopped(person: string): Promise<Stored<AddressStop> | undefined> {
    return fromItem(addressStopEntity, await this.table.get(addressStopKey(person), { consistent: true }))
  }

  /** Writes the next state of a message that came back, and what follows for the address. */
  async bounce(
    from: Stored<Delivery>,
    to: Delivery,
    { before, after }: { before: Stored<AddressStop> | undefined; after: AddressStop | undefined },
  ): Promise<void> {
    const stop = after && {
      put: toItem(addressStopEntity, after, { version: (before?.version ?? 0) + 1 }),
      if: before === undefined ? ('absent' as const) : { version: before.version },
      otherwise: lostRace,
    }
    await this.table.write([this.step(from, to), ...(stop === undefined ? [] : [stop])])
  }

  /** Forgets that no more mail goes to an address. */
  forgetting({ value, version }: Stored<AddressStop>): Write {
    return { delete: addressStopKey(value.person), if: { version }, otherwise: lostRace }
  }

  async settings(person: string): Promise<Stored<StoredMailSettings> | undefined> {
    return fromItem(mailSettingsEntity, await this.table.get(settingsKey(person), { consistent: true }))
  }
}

/** The write that puts on record who had a message sent anew. */
export const redriveWrite = ({ value: { id }, version }: Stored<Delivery>, change: LastChange): Write => ({
  put: toItem(redriveEntity, { id, number: version }, { version: 1, change }),
  if: 'absent',
})
