import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { type Handling, HandlingProgress, isInHand, RedriveFault } from './handling.ts'
import { FailureFacts, FailureId } from './kept-failure.ts'

/** Where a failure stands: nobody did anything about it yet, or what was done last. */
const FailureState = z.enum(['kept', ...HandlingProgress.options.map((one) => one.shape.state.value)])

/** A failure as operators see it. */
export const FailureView = FailureFacts.extend({
  id: FailureId,
  state: FailureState.register(z.globalRegistry, {
    description:
      'kept: nobody is at it; asked, running: it is being redriven; failed: it failed again and is still kept; handled, dismissed: it is kept no longer',
  }),
  by: z.string().exactOptional().register(z.globalRegistry, {
    description: 'The random id of the person who had it redriven or dismissed it',
  }),
  askedAt: Instant.exactOptional().register(z.globalRegistry, { description: 'When that was' }),
  endedAt: Instant.exactOptional().register(z.globalRegistry, { description: 'When it was over' }),
  fault: RedriveFault.exactOptional().register(z.globalRegistry, {
    description: 'Why the last redrive did not handle it',
  }),
  errorAgain: z.string().exactOptional().register(z.globalRegistry, {
    description: 'The class of the error of the last redrive',
  }),
  refused: z.int().exactOptional().register(z.globalRegistry, {
    description: 'How many of its records failed again',
  }),
  reason: z.string().exactOptional().register(z.globalRegistry, { description: 'Why it was dismissed' }),
}).register(z.globalRegistry, { id: 'Failure' })
export type FailureView = z.output<typeof FailureView>

/** @param handling what was done about it last; what was broken off counts for nothing: a redrive that nobody is at any
 *  longer, and the dismissal of what is still there
 *  @param isThere whether the failure is still kept */
export const failureView = (
  id: FailureId,
  facts: FailureFacts,
  handling: Handling | undefined,
  { now, isThere }: { readonly now: Date; readonly isThere: boolean },
): FailureView => {
  if (handling === undefined) return { ...facts, id, state: 'kept' }
  const { by, askedAt, progress } = handling
  const isBrokenOff =
    'until' in progress ? !isInHand(handling, now) : progress.state === 'dismissed' && isThere
  if (isBrokenOff) return { ...facts, id, state: 'kept', by, askedAt }
  return {
    ...facts,
    id,
    state: progress.state,
    by,
    askedAt,
    ...('at' in progress && { endedAt: progress.at }),
    ...(progress.state === 'failed' && {
      fault: progress.fault,
      ...(progress.error !== undefined && { errorAgain: progress.error }),
      ...(progress.refused !== undefined && { refused: progress.refused }),
    }),
    ...(progress.state === 'dismissed' && { reason: progress.reason }),
  }
}
