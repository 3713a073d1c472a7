import { auditContract } from '#audit/contract'
import { deliveryContract } from '#delivery/contract'
import { failuresContract } from '#delivery/failures/contract'
import { addressesOf } from '#kernel/client'

const { listDeliveries, redriveDelivery } = deliveryContract.routes

/** What only operations call. */
export const addresses = {
  audit: addressesOf(auditContract),
  deliveries: addressesOf({ name: 'delivery', routes: { listDeliveries, redriveDelivery } }),
  failures: addressesOf(failuresContract),
}
