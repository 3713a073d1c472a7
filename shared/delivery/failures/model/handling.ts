import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { FailureFacts, FailureId } from './kept-failure.ts'

/** Why a redrive did not handle it: the function threw, it named records that it could not handle, it gave no answer in
 *  time, or it could not be called. */
export const RedriveFault = z.enum(['threw', 'records-refused', 'no-answer', 'not-callable'])
export type RedriveFault = z.output<typeof RedriveFault>

/** Why somebody did away with a failure without handling it. */
export const DismissalReason = z.string().trim().min(10).max(500)

/** How far the handling of a failure got. While somebody is at it (`asked`, `running`), nobody else is, until the instant
 *  `until`: whoever died meanwhile is not waited for any longer. */
export const HandlingProgress = z.discriminatedUnion('state', [
  z.object({ state: z.literal('asked'), until: Instant }),
  z.object({ state: z.literal('running'), until: Instant }),
  z.object({
    state: z.literal('failed'),
    at: Instant,
    fault: RedriveFault,
    /** The class of the error. */
    error: z.string().exactOptional(),
    /** Records that failed again. */
    refused: z.int().exactOptional(),
  }),
  z.object({ state: z.literal('handled'), at: Instant }),
  z.object({ state: z.literal('dismissed'), at: Instant, reason: DismissalReason }),
])
export type HandlingProgress = z.output<typeof HandlingProgress>

/** What was done about a failure last, and by whom; kept with what is told of the failure, which is removed when it is
 *  handled. */
export const Handling = z.object({
  id: FailureId,
  failure: FailureFacts,
  /** Who asked for it: the random id of a person. */
  by: z.string(),
  askedAt: Instant,
  progress: HandlingProgress,
})
export type Handling = z.output<typeof Handling>

/** Milliseconds after which a redrive that was asked for and not begun is given up. */
const BEGINS_WITHIN = 2 * 60_000

/** Whether somebody is at it now. */
export const isInHand = ({ progress }: Handling, now: Date): boolean =>
  'until' in progress && progress.until > now.toISOString()

/** A redrive that somebody asked for. */
export const asked = (id: FailureId, failure: FailureFacts, by: string, at: Date): Handling => ({
  id,
  failure,
  by,
  askedAt: at.toISOString(),
  progress: { state: 'asked', until: new Date(at.getTime() + BEGINS_WITHIN).toISOString() },
})

/** A redrive that begins. @param until when its worker has to be done */
export const begun = (handling: Handling, until: Date): Handling => ({
  ...handling,
  progress: { state: 'running', until: until.toISOString() },
})

/** A redrive that is over. */
export const ended = (
  handling: Handling,
  outcome: { readonly state: 'handled' } | RedriveFailed,
  at: Date,
): Handling => ({ ...handling, progress: { ...outcome, at: at.toISOString() } })

/** A redrive that did not handle it. */
export type RedriveFailed = Omit<Extract<HandlingProgress, { state: 'failed' }>, 'at'>

/** What somebody did away with. */
export const dismissed = (
  id: FailureId,
  failure: FailureFacts,
  by: string,
  at: Date,
  reason: string,
): Handling => ({
  id,
  failure,
  by,
  askedAt: at.toISOString(),
  progress: { state: 'dismissed', at: at.toISOString(), reason },
})
