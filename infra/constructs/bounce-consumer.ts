import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { keepFailures } from './failure-destination.ts'
import type { ServiceFunction } from './service-function.ts'

interface BounceConsumerProps {
  readonly consumer: ServiceFunction
  /** The rules under which the deployment's mail is sent: other mail of the account is none of its business. */
  readonly configurationSet: string
  /** Gets what EventBridge could not hand over. */
  readonly undelivered: IQueue
  /** Gets what the function itself threw, with the event. */
  readonly failuresBucket: string
}

/** Calls a function with what SES tells of the deployment's mail that came back or was complained of. */
export class BounceConsumer extends Construct {
  constructor(scope: Construct, id: string, props: BounceConsumerProps) {
    super(scope, id)
    const { consumer, configurationSet, undelivered, failuresBucket } = props
    new Rule(this, 'Rule', {
      description: 'Mail that came back or was complained of',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSet] } } },
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
