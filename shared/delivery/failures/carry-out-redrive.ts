import type { Clock } from '#kernel/clock'
import { logger } from '#kernel/logger'
import { untilWon } from '#kernel/lost-race'
import type { HandlingStore } from './handling-store.ts'
import { begun, ended, type FailureId, outcomeOf, type RedriveFailed } from './model.ts'
import { type FailureStore, type Functions, NoAnswerError, NotCallableError } from './ports.ts'

interface Ports {
  readonly failures: FailureStore
  readonly handlings: HandlingStore
  readonly functions: Pick<Functions, 'call'>
  readonly clock: Clock
}

/** Carries out a redrive that was asked for: gives the failure to its function, removes it when all of it was handled, and
 *  writes down what came of it. It is claimed by a conditional write first, so that of two that carry it out at once one
 *  does; who is told of a redrive that is not waiting (any more) does nothing. A failure that is not there any more was
 *  handled by somebody else.
 *  @param deadline when it has to be done; the function is given until ten seconds before */
export const carryOutRedrive =
  ({ failures, handlings, functions, clock }: Ports) =>
  async (id: FailureId, deadline: Date): Promise<void> => {
    const claim = await untilWon(async () => {
      const stored = await handlings.find(id)
      if (stored?.value.progress.state !== 'asked') return undefined
      return handlings.advance(stored, begun(stored.value, deadline))
    })
    if (claim === undefined) return
    const failure = await failures.find(id)
    const fault =
      failure && (await faultOf(functions, failure.facts.function, failure.event, beforeEnd(deadline)))
    if (failure !== undefined && fault === undefined) await failures.remove(id)
    await handlings.advance(claim, ended(claim.value, fault ?? { state: 'handled' }, clock()))
    logger.info('failure redriven', {
      failure: id,
      function: claim.value.failure.function,
      by: claim.value.by,
      outcome: fault ?? 'handled',
    })
  }

/** What is left for writing down what came of it. */
const beforeEnd = (deadline: Date): Date => new Date(deadline.getTime() - 10_000)

/** Why the function did not handle it; undefined when it did. */
const faultOf = async (
  functions: Pick<Functions, 'call'>,
  name: string,
  event: unknown,
  deadline: Date,
): Promise<RedriveFailed | undefined> => {
  try {
    const outcome = outcomeOf(await functions.call(name, event, deadline))
    switch (outcome.kind) {
      case 'handled':
        return undefined
      case 'threw':
        return { state: 'failed', fault: 'threw', error: outcome.error.errorType }
      case 'records-refused':
        return { state: 'failed', fault: 'records-refused', refused: outcome.refused }
      default:
        return outcome satisfies never
    }
  } catch (error) {
    if (error instanceof NoAnswerError) return { state: 'failed', fault: 'no-answer' }
    if (error instanceof NotCallableError)
      return { state: 'failed', fault: 'not-callable', error: error.message }
    throw error
  }
}
