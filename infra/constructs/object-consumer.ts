import { Rule } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'
import { consumerOfEvents, type LostEvents } from './event-target.ts'
import type { ServiceFunction } from './service-function.ts'

interface ObjectConsumerProps extends LostEvents {
  readonly consumer: ServiceFunction
  readonly bucketName: string
  readonly prefix: string
}

/** Calls a function for every object that arrives under the prefix. The rule stands here, with its consumer:
 *  notifications at the bucket would tie its stack to this one, and this one to it. */
export class ObjectConsumer extends Construct {
  constructor(scope: Construct, id: string, props: ObjectConsumerProps) {
    super(scope, id)
    const { consumer, bucketName, prefix } = props
    new Rule(this, 'Rule', {
      description: `Objects arriving under ${prefix}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix }] } },
      },
      targets: [consumerOfEvents(consumer, props)],
    })
  }
}
