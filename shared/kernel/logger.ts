import { Logger } from '@aws-lambda-powertools/logger'
import { withoutPersonal } from './personal.ts'

/** The process's structured log: one JSON line an event, service and level from the environment. What is logged
 *  names people by random id only and never carries bodies, tokens or addresses; fields that are declared personal show
 *  no value whoever logs them. */
export const logger = new Logger({ jsonReplacerFn: withoutPersonal })

/** An error as it may be logged: class, message and stack of the platform's own code. */
export const loggable = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? {
        type: error.name,
        message: error.message,
        stack: error.stack,
        ...(error.cause !== undefined && { cause: loggable(error.cause) }),
      }
    : { type: 'unknown', message: String(error) }
