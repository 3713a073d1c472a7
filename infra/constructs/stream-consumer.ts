import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { bucketArn, grantFailureDestination, grantStream } from './grant.ts'
import type { ServiceFunction } from './service-function.ts'

interface StreamConsumerProps {
  readonly consumer: ServiceFunction
  /** By the name of the table, its stream. */
  readonly streamArns: ReadonlyMap<string, string>
  readonly failuresBucket: string
}

/** Calls a function with the changes of some tables, in order per item, from the first one on. A batch that fails
 *  is halved until the one bad record is alone; that one is tried five more times and then kept, whole, in the
 *  failures bucket, while the others go on. A queue would get only its position, which the stream forgets
 *  after a day. */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { consumer, streamArns, failuresBucket }: StreamConsumerProps) {
    super(scope, id)
    grantFailureDestination(consumer.role, failuresBucket)
    for (const [table, streamArn] of streamArns) {
      grantStream(consumer.role, streamArn)
      const mapping = new CfnEventSourceMapping(this, `Mapping of ${table}`, {
        functionName: consumer.lambda.functionName,
        eventSourceArn: streamArn,
        startingPosition: 'TRIM_HORIZON',
        batchSize: 100,
        maximumBatchingWindowInSeconds: 1,
        bisectBatchOnFunctionError: true,
        functionResponseTypes: ['ReportBatchItemFailures'],
        maximumRetryAttempts: 5,
        maximumRecordAgeInSeconds: 6 * 60 * 60,
        destinationConfig: { onFailure: { destination: bucketArn(this, failuresBucket) } },
      })
      // Lambda tries the role's permissions when it makes the mapping.
      mapping.node.addDependency(consumer.role)
    }
  }
}
