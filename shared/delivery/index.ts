import type { Handlers } from '#kernel/call'
import type { Language } from '#kernel/localised-text'
import type { Table } from '#kernel/table'
import type { deliveryContract } from './contract.ts'
import { DeliveryStore } from './delivery-store.ts'
import { changeMailSettings, getMailSettings } from './mail-settings.ts'
import { listDeliveries, listOwnDeliveries } from './read-deliveries.ts'
import { redriveDelivery } from './redrive-delivery.ts'
import { takeBounce } from './take-bounce.ts'

/** Builds the use cases around what the platform writes to people.
 *  @param options.language in which people get mail who have not chosen */
export const createDelivery = (options: {
  readonly table: Table
  readonly language: Language
}): Handlers<typeof deliveryContract> => {
  const ports = { deliveries: new DeliveryStore(options.table), language: options.language }
  return {
    listDeliveries: listDeliveries(ports),
    listOwnDeliveries: listOwnDeliveries(ports),
    redriveDelivery: redriveDelivery(ports),
    getMailSettings: getMailSettings(ports),
    changeMailSettings: changeMailSettings(ports),
  }
}

/** Builds what takes in what the mail service tells of messages that came back. */
export const createBounces = (table: Table): ReturnType<typeof takeBounce> =>
  takeBounce({ deliveries: new DeliveryStore(table) })
