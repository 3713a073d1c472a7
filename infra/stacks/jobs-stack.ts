import { Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { functionName } from '../bundle.ts'
import type { EnvironmentConfig } from '../config.ts'
import { BounceConsumer } from '../constructs/bounce-consumer.ts'
import { keepFailures } from '../constructs/failure-destination.ts'
import { configurationSetName } from '../constructs/mail-identity.ts'
import { ObjectConsumer } from '../constructs/object-consumer.ts'
import { Operations } from '../constructs/operations.ts'
import { ScheduledJob } from '../constructs/scheduled-job.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import { StreamConsumer } from '../constructs/stream-consumer.ts'
import type { Service } from '../services.ts'
import { lookup } from './names.ts'

interface JobsStackProps extends StackProps {
  readonly services: readonly Service[]
  readonly bundles: string
}

/** What works without a caller: scheduled jobs, consumers of streams and of arriving objects, and what watches
 *  over the whole. */
export class JobsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    config: EnvironmentConfig,
    { services, bundles, ...props }: JobsStackProps,
  ) {
    super(scope, id, { ...props, description: 'Agglomera: jobs, consumers and alarms' })
    const undelivered = this.undelivered()
    const failuresBucket = lookup(this, config, 'buckets/failures')
    let mailLog: ILogGroup | undefined
    for (const service of services) {
      const { trigger } = service
      if (trigger.kind === 'api' || (trigger.kind === 'mail-bounced' && config.mail === 'off')) continue
      const name = functionName(service.entry)
      const made = new ServiceFunction(this, name, { config, service, bundles })
      if (service.sendsMail && config.mail !== 'off') mailLog = made.logGroup
      switch (trigger.kind) {
        case 'schedule': {
          const expression = config.schedules[trigger.schedule]
          new ScheduledJob(this, `${name} job`, {
            config,
            job: made,
            expression,
            undelivered,
            failuresBucket,
          })
          break
        }
        case 'stream': {
          new StreamConsumer(this, `${name} consumer`, {
            consumer: made,
            streamArns: new Map(
              trigger.tables.map((table) => [table, lookup(this, config, `tables/${table}/stream`)]),
            ),
            failuresBucket,
          })
          break
        }
        case 'called': {
          // Once more helps where it could not begin; what it began it does not begin again.
          keepFailures(made, failuresBucket, { retryAttempts: 1 })
          break
        }
        case 'mail-bounced': {
          new BounceConsumer(this, `${name} consumer`, {
            consumer: made,
            configurationSet: configurationSetName(config),
            undelivered,
            failuresBucket,
          })
          break
        }
        case 'object-created': {
          const bucketName = lookup(this, config, 'buckets/documents')
          const { prefix } = trigger
          new ObjectConsumer(this, `${name} consumer`, {
            consumer: made,
            bucketName,
            prefix,
            undelivered,
            failuresBucket,
          })
          break
        }
      }
    }
    new Operations(this, 'Operations', { config, undelivered, mailLog })
  }

  /** What EventBridge and its Scheduler could not hand to a function, for two weeks. */
  private undelivered(): Queue {
    const queue = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const reason = 'It is itself the queue for what could not be delivered.'
    Validations.of(queue).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    )
    return queue
  }
}
