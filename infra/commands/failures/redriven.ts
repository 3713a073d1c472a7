import { randomUUID } from 'node:crypto'
import type { failuresContract } from '#delivery/failures/contract'
import type { FailureId, FailureView } from '#delivery/failures/model'
import { patiently } from '#imports/send'
import { ApiProblem, type Client } from '#kernel/client'
import { faultWords, type Outcome } from './words.ts'

/** Milliseconds before the platform is asked how far a redrive is: most take less than a second, some a quarter of an hour. */
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 5_000

/** Has one failure redriven and waits for what comes of it: no longer than the platform, which gives a redrive up by itself.
 *  @throws ApiProblem for who may not, and when the platform fails in spite of patience */
export const redriven = async (
  client: Client<typeof failuresContract>,
  failureId: FailureId,
  pause: (milliseconds: number) => Promise<void>,
): Promise<Outcome> => {
  const idempotencyKey = randomUUID()
  const hindrance = await unlessHindered(() =>
    client.redriveFailure({ params: { failureId }, idempotencyKey }),
  )
  if (!('body' in hindrance)) return hindrance
  for (let milliseconds = FIRST_PAUSE; ; milliseconds = Math.min(2 * milliseconds, LONGEST_PAUSE)) {
    await pause(milliseconds)
    const answer = await unlessHindered(() => client.getFailure({ params: { failureId } }))
    const outcome = 'body' in answer ? outcomeIn(answer.body) : answer
    if (outcome !== undefined) return outcome
  }
}

/** What a call answers, or what stands in the way of redriving this failure in particular. */
const unlessHindered = <T extends { readonly body: FailureView }>(
  call: () => Promise<T>,
): Promise<T | Outcome> =>
  patiently(async () => {
    try {
      return await call()
    } catch (error) {
      const hindrance = error instanceof ApiProblem ? hindranceIn(error) : undefined
      if (hindrance === undefined) throw error
      return hindrance
    }
  })

const hindranceIn = ({ code, message }: ApiProblem): Outcome | undefined => {
  switch (code) {
    case 'not-found':
      return { kind: 'gone' }
    case 'rule-failed':
      return { kind: 'busy', reason: message }
    // It is on record that somebody asked for it, and asking again at once would find it in hand.
    case 'unavailable':
      return { kind: 'refused', reason: message }
    default:
      return undefined
  }
}

/** What came of it; undefined while it goes on. */
const outcomeIn = (failure: FailureView): Outcome | undefined => {
  switch (failure.state) {
    case 'asked':
    case 'running':
      return undefined
    case 'handled':
      return { kind: 'handled' }
    case 'failed':
      return { kind: 'failed', reason: faultWords(failure) }
    case 'kept':
      return { kind: 'failed', reason: 'nobody carried it out to the end' }
    case 'dismissed':
      return { kind: 'gone' }
    default:
      return failure.state satisfies never
  }
}
