import { actorId, covers, signedIn, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { deliveryContract } from './contract.ts'
import type { DeliveryStore } from './delivery-store.ts'
import { deliveryView, ownView } from './model.ts'

type Routes = typeof deliveryContract.routes
interface Ports {
  readonly deliveries: DeliveryStore
}

/** Messages by how far they got; they belong to no region, so the power has to cover the whole deployment.
 *  @throws ForbiddenError */
export const listDeliveries =
  ({ deliveries }: Ports) =>
  async (call: Call<Routes['listDeliveries']>) => {
    covers(call.actor, 'job.redrive', WHOLE_DEPLOYMENT)
    const { limit, after } = call.page
    const { items, next } = await deliveries.inState(call.query.state, limit, after)
    return { status: 200 as const, body: { items: items.map(deliveryView), next } }
  }

/** What was written to the caller. */
export const listOwnDeliveries =
  ({ deliveries }: Ports) =>
  async (call: Call<Routes['listOwnDeliveries']>) => {
    signedIn(call.actor)
    const { limit, after } = call.page
    const { items, next } = await deliveries.writtenTo(actorId(call.actor), limit, after)
    return { status: 200 as const, body: { items: items.map(ownView), next } }
  }
