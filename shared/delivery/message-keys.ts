import * as z from 'zod'
import { entity } from '#kernel/entity'
import { AddressStop, Delivery, type DeliveryState, MessageContent, StoredMailSettings } from './model.ts'

export const deliveryKey = (id: string) => ({ pk: `MESSAGE#${id}`, sk: 'DELIVERY' })
export const contentKey = (id: string) => ({ pk: `MESSAGE#${id}`, sk: 'CONTENT' })
export const settingsKey = (person: string) => ({ pk: `PERSON#${person}`, sk: 'SETTINGS' })
export const addressStopKey = (person: string) => ({ pk: `PERSON#${person}`, sk: 'ADDRESS' })
export const inState = (state: DeliveryState): string => `DELIVERIES#${state}`
export const writtenTo = (person: string): string => `DELIVERIES-TO#${person}`

/** How far a message got; small, since each step writes it anew with both of its index entries. */
export const deliveryEntity = entity<Delivery>({
  name: 'delivery',
  // Version 2 knows what came back.
  schemaVersion: 2,
  schema: Delivery,
  lift: { 1: (data) => data },
  keys: ({ id, to, queuedAt, progress }) => ({
    ...deliveryKey(id),
    gsi1pk: inState(progress.state),
    gsi1sk: `${queuedAt}#${id}`,
    gsi2pk: writtenTo(to),
    gsi2sk: `${queuedAt}#${id}`,
  }),
})

/** What a message says; written once. */
export const contentEntity = entity<MessageContent>({
  name: 'message-content',
  schemaVersion: 1,
  schema: MessageContent,
  keys: ({ id }) => contentKey(id),
})

/** That an operator had a message sent anew; append only, and what the audit trail records of it. */
const Redrive = z.object({ id: Delivery.shape.id, number: z.int().positive() })
export const redriveEntity = entity<z.output<typeof Redrive>>({
  name: 'redrive',
  schemaVersion: 1,
  schema: Redrive,
  keys: ({ id, number }) => ({ pk: `MESSAGE#${id}`, sk: `REDRIVE#${String(number).padStart(8, '0')}` }),
})

export const mailSettingsEntity = entity<StoredMailSettings>({
  name: 'mail-settings',
  schemaVersion: 1,
  schema: StoredMailSettings,
  keys: ({ person }) => settingsKey(person),
})

/** That no more mail goes to a person's address. */
export const addressStopEntity = entity<AddressStop>({
  name: 'address-stop',
  schemaVersion: 1,
  schema: AddressStop,
  keys: ({ person }) => addressStopKey(person),
})
