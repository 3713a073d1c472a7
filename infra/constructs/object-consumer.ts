import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { keepFailures } from './failure-destination.ts'
import type { ServiceFunction } from './service-function.ts'

interface ObjectConsumerProps {
  readonly consumer: ServiceFunction
  readonly bucketName: string
  readonly prefix: string
  /** Gets what EventBridge could not hand over. */
  readonly undelivered: IQueue
  /** Gets what the function itself threw, with the event. */
  readonly failuresBucket: string
}

/** Calls a function for every object that arrives under the prefix. The rule stands here, with its consumer:
 *  notifications at the bucket would tie its stack to this one, and this one to it. */
export class ObjectConsumer extends Construct {
  constructor(scope: Construct, id: string, props: ObjectConsumerProps) {
    super(scope, id)
    const { consumer, bucketName, prefix, undelivered, failuresBucket } = props
    new Rule(this, 'Rule', {
      description: `Objects arriving under ${prefix}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix }] } },
      },
      targets: [
        new LambdaTarget(consumer.lambda, {
          deadLetterQueue: undelivered,
          retryAttempts: 3,
          maxEventAge: Duration.hours(1),
        }),
      ],
    })
    keepFailures(consumer, failuresBucket, { retryAttempts: 2 })
  }
}
