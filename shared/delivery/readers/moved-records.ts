import { movedEntity } from '#kernel/moved-kind'
import { mailSettingsEntity, settingsKey } from '../message-keys.ts'

/** What people chose for their mail moves as it is; what was written to them stays where it was sent. */
export const deliveryRecords = {
  'mail-settings': movedEntity(mailSettingsEntity, {
    collection: (person) => ({ pk: settingsKey(person).pk, sk: { beginsWith: settingsKey(person).sk } }),
  }),
} as const
