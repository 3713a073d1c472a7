import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { environmentConfig } from '../../infra/config.ts'
import { SERVICES } from '../../infra/services.ts'
import { fixtureServices } from './support/fixture.ts'
import { everyEnvironment, type Synthesised, synthesise } from './support/template.ts'

const FAILURES = /s3:::.*bucketsfailures/

/** The function that another one starts without waiting for it. */
const REDRIVER = /-events-redrive-failure$/

/** The platform's own functions in every environment, and one function of each kind. */
const cases: readonly (readonly [string, Synthesised])[] = [
  ...everyEnvironment,
  ['one function of each kind', synthesise(environmentConfig('prod'), fixtureServices)],
]

describe.each(cases)('what happens without a caller: %s', (_name, { all }) => {
  const references = (value: unknown): string => JSON.stringify(value)
  const invokeConfigs = new Map(
    all('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => [
      references(Properties['FunctionName']),
      Properties,
    ]),
  )

  it('keeps every event that a job, an object consumer or a called function throws on', () => {
    const targets = [
      ...all('AWS::Scheduler::Schedule').map(({ Properties }) => Properties['Target']),
      ...all('AWS::Events::Rule').flatMap(({ Properties }) =>
        z.array(z.unknown()).parse(Properties['Targets']),
      ),
    ]
    const called = all('AWS::Lambda::Function').filter(({ Properties }) =>
      REDRIVER.test(String(Properties['FunctionName'])),
    )
    for (const { id } of called)
      expect(references(invokeConfigs.get(references({ Ref: id }))?.['DestinationConfig'])).toMatch(FAILURES)
    for (const target of targets) {
      const { Arn } = z
        .object({ Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }) })
        .parse(target)
      const config = invokeConfigs.get(references({ Ref: Arn['Fn::GetAtt'][0] }))
      expect(references(config?.['DestinationConfig'])).toMatch(FAILURES)
      expect(config?.['MaximumRetryAttempts']).toBeGreaterThanOrEqual(1)
    }
    expect(invokeConfigs.size).toBe(targets.length + called.length)
  })

  it('keeps every event that could not be handed over, in a queue that is encrypted', () => {
    const queues = all('AWS::SQS::Queue')
    expect(queues.map(({ Properties }) => Properties['SqsManagedSseEnabled'])).toEqual([true])
    for (const { Properties } of [...all('AWS::Scheduler::Schedule'), ...all('AWS::Events::Rule')]) {
      expect(references(Properties)).toContain(
        `"DeadLetterConfig":{"Arn":{"Fn::GetAtt":["${queues[0]?.id}","Arn"]}}`,
      )
    }
  })

  it('keeps every record that a stream consumer cannot process, after halving the batch and five retries', () => {
    for (const { Properties } of all('AWS::Lambda::EventSourceMapping')) {
      expect(Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 5,
        StartingPosition: 'TRIM_HORIZON',
      })
      expect(Properties['MaximumRecordAgeInSeconds']).toBeLessThanOrEqual(24 * 60 * 60)
      expect(Properties['MaximumRecordAgeInSeconds']).toBeGreaterThan(0)
      expect(references(Properties['DestinationConfig'])).toMatch(FAILURES)
    }
  })

  it('has at most two readers on the stream of a table', () => {
    const readers = Object.groupBy(all('AWS::Lambda::EventSourceMapping'), ({ Properties }) =>
      references(Properties['EventSourceArn']),
    )
    for (const mappings of Object.values(readers)) expect(mappings?.length).toBeLessThanOrEqual(2)
  })
})

it('every trigger of the list has its resource', () => {
  const kinds = Object.groupBy(SERVICES, ({ trigger }) => trigger.kind)
  const streams = SERVICES.flatMap(({ trigger }) => (trigger.kind === 'stream' ? trigger.tables : [])).length
  for (const [, { all, config }] of everyEnvironment) {
    expect(all('AWS::Scheduler::Schedule')).toHaveLength(kinds.schedule?.length ?? 0)
    expect(all('AWS::Lambda::EventSourceMapping')).toHaveLength(streams)
    const bounces = config.mail === 'off' ? [] : kinds['mail-bounced']
    expect(all('AWS::Events::Rule')).toHaveLength(
      (kinds['object-created']?.length ?? 0) + (bounces?.length ?? 0),
    )
  }
})
