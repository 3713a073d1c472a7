import { failureOrderEntity, handlingEntity } from './failures/keys.ts'
import {
  addressStopEntity,
  contentEntity,
  deliveryEntity,
  mailSettingsEntity,
  redriveEntity,
} from './message-keys.ts'

/** Every kind of record of this context. */
export const deliveryEntities = [
  deliveryEntity,
  contentEntity,
  redriveEntity,
  mailSettingsEntity,
  addressStopEntity,
  handlingEntity,
  failureOrderEntity,
] as const
