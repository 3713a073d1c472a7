import { actorId, covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy, type Stored } from '#kernel/entity'
import { RuleFailedError, UnavailableError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import type { failuresContract } from './contract.ts'
import type { HandlingStore } from './handling-store.ts'
import { asked, dismissed, type FailureId, failureView, type Handling, isInHand } from './model.ts'
import { type FailureStore, NotCallableError } from './ports.ts'
import { noSuchFailure } from './read-failures.ts'

type Routes = typeof failuresContract.routes
interface Ports {
  readonly failures: FailureStore
  readonly handlings: HandlingStore
  /** Has a redrive that was asked for carried out. */
  readonly start: (id: FailureId) => Promise<void>
}

/** Has a failure given to its function again, and puts on record who asked for it. Of two who ask at once one is served.
 *  Whoever carries it out is told after that is on record; told twice, it is carried out once.
 *  @throws ForbiddenError @throws NotFoundError
 *  @throws RuleFailedError while it is being redriven
 *  @throws UnavailableError when nobody could be told */
export const redriveFailure =
  ({ failures, handlings, start }: Ports) =>
  async (call: Call<Routes['redriveFailure']>) => {
    covers(call.actor, 'job.redrive', WHOLE_DEPLOYMENT)
    const { failureId: id } = call.params
    const reply = await untilWon(async () => {
      const failure = await failures.find(id)
      if (failure === undefined) throw noSuchFailure()
      const before = free(await handlings.find(id), call.at)
      const next = asked(id, failure.facts, actorId(call.actor), call.at)
      const body = failureView(id, failure.facts, next, { now: call.at, isThere: true })
      return commit(handlings.table, call, { status: 202 as const, body }, [
        ...handlings.order(before, next, changeBy(call, 'redrive-failure')),
      ])
    })
    try {
      await start(id)
    } catch (error) {
      throw error instanceof NotCallableError ? notBegun(error) : error
    }
    return reply
  }

/** Removes a failure that is never to be handled, and puts on record who did so and why, before it is gone. Broken off in
 *  between it can be done again.
 *  @throws ForbiddenError @throws NotFoundError
 *  @throws RuleFailedError while it is being redriven */
export const dismissFailure =
  ({ failures, handlings }: Ports) =>
  async (call: Call<Routes['dismissFailure']>) => {
    covers(call.actor, 'job.redrive', WHOLE_DEPLOYMENT)
    const { failureId: id } = call.params
    const reply = await untilWon(async () => {
      const failure = await failures.find(id)
      if (failure === undefined) throw noSuchFailure()
      const before = free(await handlings.find(id), call.at)
      const next = dismissed(id, failure.facts, actorId(call.actor), call.at, call.body.reason)
      const body = failureView(id, failure.facts, next, { now: call.at, isThere: false })
      return commit(handlings.table, call, { status: 200 as const, body }, [
        ...handlings.order(before, next, changeBy(call, 'dismiss-failure')),
      ])
    })
    await failures.remove(id)
    return reply
  }

/** @throws RuleFailedError while somebody is at it */
const free = (stored: Stored<Handling> | undefined, now: Date): Stored<Handling> | undefined => {
  if (stored === undefined || !isInHand(stored.value, now)) return stored
  const minute = 'until' in stored.value.progress ? stored.value.progress.until.slice(11, 16) : ''
  throw new RuleFailedError({
    en: `It is being redriven at this moment; if nothing has come of it by ${minute} UTC, it can be redriven again.`,
    ru: `Он обрабатывается в этот момент; если до ${minute} UTC ничего не выйдет, обработку можно повторить.`,
  })
}

const notBegun = (cause: Error) =>
  new UnavailableError(
    {
      en: 'The redrive is on record, but could not be begun; ask for it again in two minutes.',
      ru: 'Повторная обработка записана, но не начата; запросите её снова через две минуты.',
    },
    { cause, retryAfter: 120 },
  )
