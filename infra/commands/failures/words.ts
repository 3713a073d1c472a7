import type { FailureView } from '#delivery/failures/model'

/** What came of asking for a redrive. */
export type Outcome =
  | { readonly kind: 'handled' }
  | { readonly kind: 'failed' | 'refused' | 'busy'; readonly reason: string }
  /** Somebody else had it handled or dismissed meanwhile. */
  | { readonly kind: 'gone' }

/** What is told of a failure before anything is done about it. */
export const kept = (failure: FailureView, url: string): readonly string[] => {
  const { at, condition, attempts, records, source, error, requestId, id } = failure
  const given = source === 'event' ? 'an event' : `${records} ${records === 1 ? 'record' : 'records'}`
  const from = failure.table === undefined ? '' : ` of ${failure.table}`
  const earlier = earlierWords(failure)
  return [
    `${at}  ${failure.function}  ${given}${from}, ${condition} after ${attempts} attempts`,
    ...(error === undefined ? [] : [`    error: ${error}`]),
    ...(requestId === undefined ? [] : [`    in the log of the function: ${requestId}`]),
    ...(earlier === undefined ? [] : [`    ${earlier}`]),
    `    ${url.replace(/\/$/, '')}/operations/failures/${id}`,
  ]
}

/** What was done about it before. */
const earlierWords = (failure: FailureView): string | undefined => {
  switch (failure.state) {
    case 'asked':
    case 'running':
      return `being redriven since ${failure.askedAt}`
    case 'failed':
      return `redriven on ${failure.askedAt}, failed again: ${faultWords(failure)}`
    default:
      return undefined
  }
}

/** Why a redrive did not handle it. */
export const faultWords = ({ fault, errorAgain = 'an error', refused }: FailureView): string => {
  switch (fault) {
    case 'records-refused':
      return `${refused} of its records failed again`
    case 'no-answer':
      return 'the function gave no answer in time; it may have done its work'
    case 'not-callable':
      return `the function could not be called (${errorAgain})`
    default:
      return `the function ended with ${errorAgain}`
  }
}

export const outcomeWords = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'handled':
      return 'handled and removed'
    case 'failed':
      return `failed again: ${outcome.reason}`
    case 'refused':
      return `refused: ${outcome.reason}`
    case 'busy':
      return `skipped: ${outcome.reason}`
    case 'gone':
      return 'skipped: somebody else had it handled or dismissed meanwhile'
    default:
      return outcome satisfies never
  }
}

/** How many came to what. */
export const summary = (outcomes: readonly Outcome[]): string => {
  const count = (...kinds: readonly Outcome['kind'][]) =>
    outcomes.filter(({ kind }) => kinds.includes(kind)).length
  return `${count('handled')} handled, ${count('failed')} failed again, ${count('refused')} refused, ${count('busy', 'gone')} skipped`
}
