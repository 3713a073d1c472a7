import { describe, expect, it } from 'vitest'
import { environmentConfig } from '../../infra/config.ts'
import { synthesise } from './support/template.ts'

const sending = (text: string) => text.split('ses:').length - 1

describe('a deployment that sends mail', () => {
  const config = {
    ...environmentConfig('prod'),
    mail: { from: 'platform@clusters.example', name: 'Agglomera' },
  }
  const { all } = synthesise(config)

  it('has its domain and rules, which outlive their stack', () => {
    expect(all('AWS::SES::EmailIdentity')).toMatchObject([
      {
        id: 'MailDomain',
        stack: 'data',
        DeletionPolicy: 'Retain',
        Properties: { EmailIdentity: 'clusters.example' },
      },
    ])
    expect(all('AWS::SES::ConfigurationSet')).toMatchObject([
      {
        id: 'MailRules',
        stack: 'data',
        DeletionPolicy: 'Retain',
        Properties: {
          Name: 'agglomera-prod',
          DeliveryOptions: { TlsPolicy: 'REQUIRE' },
          SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
        },
      },
    ])
  })

  it('lets one function send, from that domain and under these rules alone', () => {
    const policies = all('AWS::IAM::Policy').map(({ Properties }) => JSON.stringify(Properties))
    const [policy, ...others] = policies.filter((text) => text.includes('ses:'))
    expect(others).toEqual([])
    expect(policy).toMatch(/streamssendmail/)
    expect(policy).toContain('"Action":"ses:SendEmail"')
    expect(policy).toMatch(/:identity\/clusters\.example"/)
    expect(policy).toMatch(/:configuration-set\/agglomera-prod"/)
    // Beside the action only the two ARNs.
    expect(sending(policy ?? '')).toBe(3)
  })

  it('counts what could not be sent, and rings', () => {
    expect(all('AWS::Logs::MetricFilter')).toMatchObject([
      { Properties: { FilterPattern: '{ $.message = "mail not sent" }' } },
    ])
    const metrics = all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties['MetricName'])
    expect(metrics).toContain('MailNotSent')
  })
})

describe('a deployment whose mail is off', () => {
  const { all, text } = synthesise({ ...environmentConfig('prod'), mail: 'off' })

  it('has no domain, no permission and no alarm for mail, and tells the function so', () => {
    expect([...all('AWS::SES::EmailIdentity'), ...all('AWS::Logs::MetricFilter')]).toEqual([])
    expect(sending(text)).toBe(0)
    expect(text).toMatch(/"MAIL_FROM": ?"off"/)
  })
})
