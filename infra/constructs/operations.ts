import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { lookup } from '../stacks/names.ts'

interface OperationsProps {
  readonly config: EnvironmentConfig
  readonly undelivered: IQueue
  /** Where the function writes that sends mail; undefined where none is sent. */
  readonly mailLog?: ILogGroup | undefined
}

interface Watch {
  readonly id: string
  /** What it means and what to look at first; it stands in the e-mail. */
  readonly description: string
  readonly metric: Metric
  /** Rings when the metric is above this … */
  readonly above?: number
  /** … or below this; then silence counts as below. */
  readonly below?: number
  /** Periods in a row (default 1). */
  readonly periods?: number
  /** Rings when this many of the periods are bad, not all of them. */
  readonly ofWhich?: number
}

/** Ten alarms, each on one metric, since each metric is billed, and one more where mail is sent; an e-mail for each if
 *  the environment names an address; and the budget. */
export class Operations extends Construct {
  constructor(scope: Construct, id: string, { config, undelivered, mailLog }: OperationsProps) {
    super(scope, id)
    const action = config.alarmEmail ? new SnsAction(this.topic(config.alarmEmail)) : undefined
    const watches = this.watches(config, undelivered)
    for (const watch of mailLog ? [...watches, this.deadLetters(config, mailLog)] : watches) {
      const alarm = new Alarm(this, watch.id, {
        alarmName: `agglomera-${config.name}-${watch.id}`,
        alarmDescription: watch.description,
        metric: watch.metric,
        threshold: watch.above ?? watch.below ?? 0,
        comparisonOperator:
          watch.below === undefined
            ? ComparisonOperator.GREATER_THAN_THRESHOLD
            : ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: watch.periods ?? 1,
        datapointsToAlarm: watch.ofWhich ?? watch.periods ?? 1,
        treatMissingData:
          watch.below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      })
      if (action) alarm.addAlarmAction(action)
    }
    if (config.budget) this.budget(config.name, config.budget)
  }

  private watches(config: EnvironmentConfig, undelivered: IQueue): readonly Watch[] {
    const api = { ApiId: lookup(this, config, 'api/id') }
    return [
      {
        id: 'function-errors',
        description: 'Functions of this account threw more than 5 times in 5 minutes. See their logs.',
        metric: count('AWS/Lambda', 'Errors'),
        above: 5,
      },
      {
        id: 'function-throttles',
        description: 'Functions were refused for want of concurrency. Ask AWS for a higher account limit.',
        metric: count('AWS/Lambda', 'Throttles'),
        above: 0,
      },
      {
        id: 'stream-lag',
        description:
          'A stream consumer is more than 15 minutes behind: KPI marks and audit records are late.',
        metric: new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'IteratorAge',
          statistic: 'Maximum',
          period: Duration.minutes(5),
        }),
        above: 15 * 60 * 1000,
      },
      {
        id: 'api-server-errors',
        description: 'The API answered 5xx more than 5 times in 5 minutes. Search the logs for the traceId.',
        metric: count('AWS/ApiGateway', '5xx', api),
        above: 5,
      },
      {
        id: 'api-latency',
        description: 'One request in a hundred took longer than 3 s for 15 minutes.',
        metric: new Metric({
          namespace: 'AWS/ApiGateway',
          metricName: 'Latency',
          dimensionsMap: api,
          statistic: 'p99',
          period: Duration.minutes(5),
        }),
        above: 3_000,
        periods: 3,
      },
      {
        id: 'unprocessed-failures',
        description: 'Objects lie in the failures bucket: events that no retry could process. Redrive them.',
        metric: new Metric({
          namespace: 'AWS/S3',
          metricName: 'NumberOfObjects',
          dimensionsMap: {
            BucketName: lookup(this, config, 'buckets/failures'),
            StorageType: 'AllStorageTypes',
          },
          statistic: 'Maximum',
          period: Duration.days(1),
        }),
        above: 0,
        // S3 counts once a day and may be late: yesterday's count is as good.
        periods: 2,
        ofWhich: 1,
      },
      {
        id: 'undelivered-events',
        description: 'The Scheduler or EventBridge could not start a function; the queue holds what it was.',
        metric: undelivered.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
        above: 0,
      },
      {
        id: 'registry-throttles',
        description: 'The registry table refused writes: its maximum throughput is reached.',
        metric: count('AWS/DynamoDB', 'WriteThrottleEvents', {
          TableName: lookup(this, config, 'tables/registry/name'),
        }),
        above: 0,
      },
      {
        id: 'monitoring-throttles',
        description: 'The monitoring table refused writes: its maximum throughput is reached.',
        metric: count('AWS/DynamoDB', 'WriteThrottleEvents', {
          TableName: lookup(this, config, 'tables/monitoring/name'),
        }),
        above: 0,
      },
      {
        id: 'kpi-run-missing',
        description: 'KPIs were not aggregated for a day. See the schedule and the undelivered queue.',
        metric: count(
          'AWS/Lambda',
          'Invocations',
          { FunctionName: `agglomera-${config.name}-jobs-aggregate-kpis` },
          Duration.days(1),
        ),
        below: 1,
      },
    ]
  }

  /** The log is counted, since SES does not know of what never reached it. A metric of one's own is billed for the hours
   *  in which something was counted. */
  private deadLetters(config: EnvironmentConfig, mailLog: ILogGroup): Watch {
    const metric = { metricNamespace: `Agglomera/${config.name}`, metricName: 'MailNotSent' }
    new MetricFilter(this, 'Mail not sent', {
      logGroup: mailLog,
      filterPattern: FilterPattern.stringValue('$.message', '=', 'mail not sent'),
      ...metric,
    })
    return {
      id: 'mail-not-sent',
      description:
        'Messages could not be sent. See GET /deliveries?state=failed, and redrive what can be sent.',
      metric: count(metric.metricNamespace, metric.metricName),
      above: 0,
    }
  }

  private topic(email: string): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true, displayName: 'Agglomera alarms' })
    topic.addSubscription(new EmailSubscription(email))
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'An e-mail that SNS cannot hand over is not lost: the alarm itself stays red until its cause is gone.',
    })
    return topic
  }

  private budget(name: string, { monthlyUsd, email }: NonNullable<EnvironmentConfig['budget']>): void {
    const notify = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold },
      subscribers: [{ subscriptionType: 'EMAIL', address: email }],
    })
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `agglomera-${name}-${Stack.of(this).region}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: [notify('ACTUAL', 80), notify('FORECASTED', 100)],
    })
  }
}

const count = (
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string> = {},
  period: Duration = Duration.minutes(5),
): Metric => new Metric({ namespace, metricName, dimensionsMap, statistic: 'Sum', period })
