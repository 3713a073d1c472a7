import type { Position } from '#kernel/call'
import type { FailureId, FunctionAnswer, KeptFailure } from './model.ts'

/** A failure with its name. */
export interface FoundFailure extends KeptFailure {
  readonly id: FailureId
}

/** Where failures are kept. */
export interface FailureStore {
  /** In the order of their keys: by function or stream, the oldest of each first. A page may be shorter than `limit`: what
   *  is no record of a failure is left out. */
  page(
    limit: number,
    after: Position | undefined,
  ): Promise<{ readonly items: readonly FoundFailure[]; readonly next?: Position | undefined }>
  find(id: FailureId): Promise<FoundFailure | undefined>
  remove(id: FailureId): Promise<void>
}

/** Functions, called by their names. */
export interface Functions {
  /** Calls a function and waits for its answer.
   *  @throws NotCallableError when there is no such function, or it must not or cannot be called now
   *  @throws NoAnswerError when it did not answer until the deadline */
  call(name: string, event: unknown, deadline: Date): Promise<FunctionAnswer>
  /** Hands an event to a function that nobody waits for. @throws NotCallableError as above */
  start(name: string, event: unknown): Promise<void>
}

/** A function did not run; the message is the class of the reason. */
export class NotCallableError extends Error {
  override readonly name = 'NotCallableError'
}

/** A function may still be running. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
}
