import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { NotFoundError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import type { deliveryContract } from './contract.ts'
import { type DeliveryStore, redriveWrite } from './delivery-store.ts'
import { deliveryView, notRequeuable, requeued } from './model.ts'

/** Queues a message anew that was not sent or came back, with all its tries, and puts on record who had it done. Of one that
 *  came back it says that the address is mended: mail goes there again.
 *  @throws ForbiddenError @throws NotFoundError
 *  @throws RuleFailedError for one that was sent, or is being sent */
export const redriveDelivery =
  ({ deliveries }: { readonly deliveries: DeliveryStore }) =>
  async (call: Call<(typeof deliveryContract.routes)['redriveDelivery']>) => {
    covers(call.actor, 'job.redrive', WHOLE_DEPLOYMENT)
    const { deliveryId } = call.params
    return untilWon(async () => {
      const stored = await deliveries.find(deliveryId)
      if (stored === undefined) throw noSuchMessage()
      const obstacle = notRequeuable(stored.value, call.at)
      if (obstacle !== undefined) throw REFUSALS[obstacle]()
      const next = requeued(stored.value)
      const cameBack = stored.value.progress.state === 'bounced'
      const stop = cameBack ? await deliveries.stopped(stored.value.to) : undefined
      const reply = { status: 200 as const, body: deliveryView(next) }
      return commit(deliveries.table, call, reply, [
        deliveries.step(stored, next),
        redriveWrite(stored, changeBy(call, 'redrive-delivery')),
        ...(stop === undefined ? [] : [deliveries.forgetting(stop)]),
      ])
    })
  }

const noSuchMessage = () =>
  new NotFoundError({
    en: 'There is no such message; messages are kept for 400 days.',
    ru: 'Такого письма нет; письма хранятся 400 дней.',
  })

const REFUSALS = {
  sent: () =>
    new RuleFailedError({
      en: 'The message was sent already; none is sent twice.',
      ru: 'Письмо уже отправлено; ни одно не отправляется дважды.',
    }),
  sending: () =>
    new RuleFailedError({
      en: 'The message is being sent at this moment; look again in two minutes.',
      ru: 'Письмо отправляется в этот момент; проверьте через две минуты.',
    }),
}
