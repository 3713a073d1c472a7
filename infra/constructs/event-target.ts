import { Duration } from 'aws-cdk-lib'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { keepFailures } from './failure-destination.ts'
import type { ServiceFunction } from './service-function.ts'

/** Where events end that nobody could handle. */
export interface LostEvents {
  /** Gets what EventBridge could not hand over. */
  readonly undelivered: IQueue
  /** Gets what the function itself threw, with the event. */
  readonly failuresBucket: string
}

/** A function as the target of a rule; what it cannot handle is kept. */
export const consumerOfEvents = (
  consumer: ServiceFunction,
  { undelivered, failuresBucket }: LostEvents,
): LambdaTarget => {
  keepFailures(consumer, failuresBucket, { retryAttempts: 2 })
  return new LambdaTarget(consumer.lambda, {
    deadLetterQueue: undelivered,
    retryAttempts: 3,
    maxEventAge: Duration.hours(1),
  })
}
