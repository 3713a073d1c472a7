import { Logger } from '@aws-lambda-powertools/logger'

/** The process's structured log: one JSON line an event, service and level from the environment. What is logged
 *  names people by random id only and never carries bodies, tokens or addresses. */
export const logger = new Logger()

/** An error as it may be logged: class, message and stack of the platform's own code. */
export const loggable = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? {
        name: error.name,
        message: error.message,
        stack: error.stack,
        ...(error.cause !== undefined && { cause: loggable(error.cause) }),
      }
    : { name: 'unknown', message: String(error) }
