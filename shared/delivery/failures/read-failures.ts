import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import type { failuresContract } from './contract.ts'
import type { HandlingStore } from './handling-store.ts'
import { failureView, isInHand } from './model.ts'
import type { FailureStore } from './ports.ts'

type Routes = typeof failuresContract.routes
interface Ports {
  readonly failures: FailureStore
  readonly handlings: HandlingStore
}

/** What functions gave up on; it belongs to no region, so the power has to cover the whole deployment.
 *  @throws ForbiddenError */
export const listFailures =
  ({ failures, handlings }: Ports) =>
  async (call: Call<Routes['listFailures']>) => {
    covers(call.actor, 'job.redrive', WHOLE_DEPLOYMENT)
    const { items, next } = await failures.page(call.page.limit, call.page.after)
    const done = await handlings.findAll(items.map(({ id }) => id))
    return {
      status: 200 as const,
      body: {
        items: items.map(({ id, facts }) =>
          failureView(id, facts, done.get(id), { now: call.at, isThere: true }),
        ),
        next,
      },
    }
  }

/** One of them, also after it was handled or dismissed. @throws ForbiddenError @throws NotFoundError */
export const getFailure =
  ({ failures, handlings }: Ports) =>
  async (call: Call<Routes['getFailure']>) => {
    covers(call.actor, 'job.redrive', WHOLE_DEPLOYMENT)
    const { failureId: id } = call.params
    // In this order: a redrive removes the failure first and says then that it is over.
    const failure = await failures.find(id)
    const done = (await handlings.find(id))?.value
    if (failure !== undefined)
      return {
        status: 200 as const,
        body: failureView(id, failure.facts, done, { now: call.at, isThere: true }),
      }
    if (done === undefined || ('until' in done.progress && !isInHand(done, call.at))) throw noSuchFailure()
    return {
      status: 200 as const,
      body: failureView(id, done.failure, done, { now: call.at, isThere: false }),
    }
  }

export const noSuchFailure = () =>
  new NotFoundError({
    en: 'There is no such failure: it was handled or dismissed, or it is older than 180 days.',
    ru: 'Такого сбоя нет: он обработан или отклонён либо старше 180 дней.',
  })
