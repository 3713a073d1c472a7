import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { environmentConfig } from '../../infra/config.ts'
import { everyEnvironment, synthesise } from './support/template.ts'

/** Resources that are paid by use, or not at all. Whatever is not here may have a standing price and needs a
 *  switch in the configuration that is off by default, a line in docs/cost.md and a line here. */
const PAID_BY_USE = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Budgets::Budget',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Parameter',
  'AWS::Scheduler::Schedule',
])

describe.each(everyEnvironment)('the standing price of %s', (_name, { config, all, resources, text }) => {
  it('is that of at most ten alarms, and one where mail is sent, each on one metric', () => {
    const others = resources.filter(({ Type }) => !PAID_BY_USE.has(Type) && Type !== 'AWS::CloudWatch::Alarm')
    expect(others.map(({ id, Type }) => `${id} (${Type})`)).toEqual([])
    expect(all('AWS::CloudWatch::Alarm').length).toBeLessThanOrEqual(config.mail === 'off' ? 10 : 11)
    for (const { Properties } of all('AWS::CloudWatch::Alarm')) {
      expect(Properties['MetricName']).toBeTypeOf('string')
      expect(Properties['Metrics']).toBeUndefined()
    }
  })

  it('has no provisioned capacity, customer key, paid sign-in plan or paid parameter', () => {
    expect(text).not.toMatch(
      /PROVISIONED|ProvisionedConcurren|KMSMasterKeyId|KmsMasterKeyId|SSEKMSKeyId|"aws:kms"/,
    )
    expect(all('AWS::Cognito::UserPool').map(({ Properties }) => Properties['UserPoolTier'])).toEqual([
      'ESSENTIALS',
    ])
    for (const { Properties } of all('AWS::SSM::Parameter'))
      expect(Properties['Tier'] ?? 'Standard').toBe('Standard')
  })
})

describe('alarms and budget', () => {
  const { budget, ...prod } = environmentConfig('prod')
  const { alarmEmail: _alarmEmail, ...silent } = prod

  it('write to the address of the environment', () => {
    const { all } = synthesise({ ...prod, ...(budget && { budget }) })
    expect(all('AWS::SNS::Subscription').map(({ Properties }) => Properties['Endpoint'])).toEqual([
      prod.alarmEmail,
    ])
    const topic = all('AWS::SNS::Topic')[0]?.id
    for (const { Properties } of all('AWS::CloudWatch::Alarm')) {
      expect(Properties['AlarmActions']).toEqual([{ Ref: topic }])
      expect(String(Properties['AlarmDescription']).length).toBeGreaterThan(30)
    }
    expect(all('AWS::Budgets::Budget')).toHaveLength(1)
  })

  it('exist without an address too, and write to nobody', () => {
    const { all } = synthesise({ ...silent, mail: 'off' })
    expect(all('AWS::CloudWatch::Alarm')).toHaveLength(10)
    expect([...all('AWS::SNS::Topic'), ...all('AWS::Budgets::Budget')]).toEqual([])
  })

  it('watch a job that exists', () => {
    const { all } = synthesise(silent)
    const missing = all('AWS::CloudWatch::Alarm').find(({ id }) => id.includes('kpirunmissing'))
    const dimensions = z
      .array(z.object({ Name: z.string(), Value: z.string() }))
      .parse(missing?.Properties['Dimensions'])
    const names = all('AWS::Lambda::Function').map(({ Properties }) => Properties['FunctionName'])
    expect(names).toContain(dimensions[0]?.Value)
  })
})
