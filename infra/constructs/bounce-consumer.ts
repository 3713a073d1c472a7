import { Rule } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'
import { consumerOfEvents, type LostEvents } from './event-target.ts'
import type { ServiceFunction } from './service-function.ts'

interface BounceConsumerProps extends LostEvents {
  readonly consumer: ServiceFunction
  /** The rules under which the deployment's mail is sent: other mail of the account is none of its business. */
  readonly configurationSet: string
}

/** Calls a function with what SES tells of the deployment's mail that came back or was complained of. */
export class BounceConsumer extends Construct {
  constructor(scope: Construct, id: string, props: BounceConsumerProps) {
    super(scope, id)
    const { consumer, configurationSet } = props
    new Rule(this, 'Rule', {
      description: 'Mail that came back or was complained of',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSet] } } },
      },
      targets: [consumerOfEvents(consumer, props)],
    })
  }
}
