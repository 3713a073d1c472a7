import { failuresContract } from '#delivery/failures/contract'
import type { FailureView } from '#delivery/failures/model'
import { type ClientOptions, clientOf } from '#kernel/client'
import { everyRow } from '../import/every-row.ts'
import { redriven } from './redriven.ts'
import { kept, type Outcome, outcomeWords, summary } from './words.ts'

/** How redriving is gone about. */
interface Wishes {
  /** Whether failures are given to their functions again, not just listed. */
  readonly replay: boolean
  readonly log: (line: string) => void
  /** Lets time pass before the platform is asked how far a redrive is. */
  readonly pause?: (milliseconds: number) => Promise<void>
}

/** Tells of everything that functions gave up on and, if asked to, has it redriven, what was given up first first. Each is
 *  waited for before the next is asked for; what somebody else has redriven at the moment is left to them. Consumers bear
 *  repetition, so that it can be broken off and run again at any time.
 *  @returns whether nothing that was asked for failed again or was refused
 *  @throws ApiProblem for who may not; StartError when the platform does not answer */
export const redrive = async (
  platform: ClientOptions,
  { replay, log, pause = waiting }: Wishes,
): Promise<boolean> => {
  const client = clientOf(failuresContract, platform)
  const found = await everyRow((query) => client.listFailures({ query }))
  const failures = found.toSorted((a, b) => a.at.localeCompare(b.at))
  const outcomes: Outcome[] = []
  for (const failure of failures) {
    for (const line of kept(failure, platform.url)) log(line)
    if (!replay) continue
    const outcome = await redriven(client, failure.id, pause)
    log(`    ${outcomeWords(outcome)}`)
    outcomes.push(outcome)
  }
  log(`${replay ? summary(outcomes) : listed(failures)} on ${platform.url}`)
  return outcomes.every(({ kind }) => kind !== 'failed' && kind !== 'refused')
}

const listed = (failures: readonly FailureView[]): string =>
  failures.length === 0
    ? 'Nothing is kept'
    : `${failures.length} kept, which --replay gives to their functions again,`

const waiting = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, milliseconds)
  })
