import { Stack } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { keepFailures } from './failure-destination.ts'
import { allow } from './grant.ts'
import type { ServiceFunction } from './service-function.ts'

interface ScheduledJobProps {
  readonly config: EnvironmentConfig
  readonly job: ServiceFunction
  /** When, in the environment's time zone: `cron(10 * * * ? *)`. */
  readonly expression: string
  /** Gets what the Scheduler could not hand over. */
  readonly undelivered: IQueue
  /** Gets what the job itself threw, with the event: the Scheduler counts such a run as delivered. */
  readonly failuresBucket: string
}

/** A function that the clock starts. A run that fails is tried once more, then kept in the failures bucket;
 *  a run that could not be started is kept in the queue. */
export class ScheduledJob extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id)
    const { config, job, undelivered } = props
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `Lets the Scheduler start ${id}`,
    })
    allow(role, ['lambda:InvokeFunction'], [job.lambda.functionArn])
    allow(role, ['sqs:SendMessage'], [undelivered.queueArn])
    new CfnSchedule(this, 'Schedule', {
      description: `Starts ${id}`,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: config.schedules.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      state: 'ENABLED',
      target: {
        arn: job.lambda.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: undelivered.queueArn },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
        input: '{}',
      },
    })
    keepFailures(job, props.failuresBucket, { retryAttempts: 1 })
  }
}
