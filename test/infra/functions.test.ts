import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { functionEntries, functionName } from '../../infra/bundle.ts'
import { environmentConfig } from '../../infra/config.ts'
import { SERVICES, type StreamedTable } from '../../infra/services.ts'
import { platformService } from './support/fixture.ts'
import { at, everyEnvironment, synthesise } from './support/template.ts'

const Variables = z.record(z.string(), z.unknown())

describe('the list of functions', () => {
  it('holds every file in functions/ once, and no other', () => {
    expect(SERVICES.map(({ entry }) => entry).sort()).toEqual(functionEntries())
  })

  it.each(SERVICES.map((service) => [service.entry, service] as const))(
    'lets %s reach exactly the tables that its environment names',
    (_entry, { environment, tables, trigger }) => {
      const named = Object.keys(environment.shape)
        .filter((name) => name.endsWith('_TABLE'))
        .map((name) => name.replace('_TABLE', '').toLowerCase().replaceAll('_', '-'))
      expect(Object.keys(tables).sort()).toEqual(named.sort())
      if (trigger.kind === 'stream')
        expect(STREAM_SOURCES).toEqual(expect.arrayContaining([...trigger.tables]))
    },
  )

  it.each(SERVICES.map((service) => [service.entry, service] as const))(
    'lets %s reach documents only where its environment names their bucket',
    (_entry, { environment, documents }) => {
      expect(documents !== undefined).toBe('DOCUMENTS_BUCKET' in environment.shape)
    },
  )

  it.each(SERVICES.map((service) => [service.entry, service] as const))(
    'lets %s reach the seals only where its environment names their bucket',
    (_entry, { environment, seals }) => {
      expect(seals !== undefined).toBe('SEALS_BUCKET' in environment.shape)
    },
  )

  it.each(SERVICES.map((service) => [service.entry, service] as const))(
    'lets %s reach issued extracts only where its environment names their bucket',
    (_entry, { environment, extracts }) => {
      expect(extracts !== undefined).toBe('EXTRACTS_BUCKET' in environment.shape)
    },
  )

  it.each(SERVICES.map((service) => [service.entry, service] as const))(
    'lets %s reach files of reports only where its environment names their bucket',
    (_entry, { environment, reports }) => {
      expect(reports !== undefined).toBe('REPORTS_BUCKET' in environment.shape)
    },
  )

  it.each(SERVICES.map((service) => [service.entry, service] as const))(
    'lets %s reach what functions gave up on only where its environment names the bucket',
    (_entry, { environment, failures }) => {
      expect(failures !== undefined).toBe('FAILURES_BUCKET' in environment.shape)
    },
  )

  it('lets the API call only what redrives, and that only functions that nobody waits for', () => {
    const calling = SERVICES.filter(({ calls }) => calls !== undefined)
    expect(calling.map(({ entry }) => entry)).toEqual([
      'functions/api/failures.ts',
      'functions/events/redrive-failure.ts',
    ])
    const [api, redriver] = calling
    expect(api?.calls).toEqual([redriver?.entry])
    const unwaited = SERVICES.filter(({ trigger }) => trigger.kind !== 'api').map(({ entry }) => entry)
    expect(redriver?.calls?.toSorted()).toEqual(unwaited.sort())
  })
})

it('personal data, and the keys that open them, are reached by two functions, one of which only reads', () => {
  const reaching = (table: 'personal' | 'personal-keys') =>
    SERVICES.flatMap(({ entry, tables }) => (tables[table] ? [entry] : []))
  const two = ['functions/api/governance.ts', 'functions/streams/send-mail.ts']
  expect(reaching('personal')).toEqual(two)
  expect(reaching('personal-keys')).toEqual(two)
  const sender = SERVICES.find(({ sendsMail }) => sendsMail)?.tables
  expect([sender?.personal, sender?.['personal-keys']]).toEqual([
    { actions: ['BatchGetItem'] },
    { actions: ['BatchGetItem'] },
  ])
})

const STREAM_SOURCES: readonly StreamedTable[] = [
  'registry',
  'extracts',
  'monitoring',
  'reports',
  'governance',
  'knowledge',
  'reference',
  'delivery',
]

describe.each(everyEnvironment)('the functions of %s', (_name, { config, all }) => {
  const functions = all('AWS::Lambda::Function')
  const serviceOf = (name: unknown) =>
    SERVICES.find(({ entry }) => `agglomera-${config.name}-${functionName(entry)}` === name)

  it('are one for each entry that has something to wait for', () => {
    const waited = SERVICES.filter(({ trigger }) => config.mail !== 'off' || trigger.kind !== 'mail-bounced')
    expect(functions.map(({ Properties }) => serviceOf(Properties['FunctionName'])?.entry).sort()).toEqual(
      waited.map(({ entry }) => entry).sort(),
    )
  })

  it('run where they were measured to be cheapest, traced, with a role of their own', () => {
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
      })
      expect(Properties['MemorySize']).toBe(serviceOf(Properties['FunctionName'])?.memoryMegabytes ?? 512)
      expect(Properties['ReservedConcurrentExecutions']).toBeUndefined()
    }
    const roles = functions.map(({ Properties }) => JSON.stringify(Properties['Role']))
    expect(new Set(roles).size).toBe(functions.length)
  })

  it('are told what their schema asks for, and nothing else', () => {
    for (const lambda of functions) {
      const service = serviceOf(lambda.Properties['FunctionName'])
      const given = Object.keys(at(lambda, 'Environment.Variables', Variables))
      const shape = Object.entries(service?.environment.shape ?? {})
      const required = shape.filter(([, schema]) => !schema.safeParse(undefined).success).map(([key]) => key)
      expect(given).toEqual(expect.arrayContaining(required))
      expect(shape.map(([key]) => key)).toEqual(expect.arrayContaining(given))
    }
  })

  it('answer within the 30 s that the gateway waits', () => {
    for (const { Properties } of functions.filter(({ stack }) => stack === 'api')) {
      expect(Properties['Timeout']).toBeLessThan(30)
    }
  })

  it('log to a group that forgets', () => {
    const groups = new Map(all('AWS::Logs::LogGroup').map((group) => [group.id, group]))
    for (const { Properties } of functions) {
      const { LogGroup } = z
        .object({ LogGroup: z.object({ Ref: z.string() }) })
        .parse(Properties['LoggingConfig'])
      expect(groups.has(LogGroup.Ref)).toBe(true)
    }
    for (const group of groups.values()) {
      expect(group.Properties['RetentionInDays']).toBe(config.logRetentionDays)
    }
  })
})

describe('a function whose schema asks for something unknown', () => {
  it('stops synthesis with the names of both', () => {
    const odd = { ...platformService, environment: z.object({ FAVOURITE_COLOUR: z.string() }) }
    expect(() => synthesise(environmentConfig('dev'), [odd])).toThrow(
      `${platformService.entry} needs FAVOURITE_COLOUR, for which infra/constructs/service-function.ts has no value`,
    )
  })

  it('goes without it when the schema can do without', () => {
    const environment = z.object({ LOG_LEVEL: z.string(), FAVOURITE_COLOUR: z.string().optional() })
    const { all } = synthesise(environmentConfig('dev'), [{ ...platformService, environment }])
    expect(all('AWS::Lambda::Function')[0]?.Properties['Environment']).toEqual({
      Variables: { LOG_LEVEL: 'INFO' },
    })
  })
})
