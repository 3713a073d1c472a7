import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { environmentConfig } from '../../infra/config.ts'
import { SERVICES } from '../../infra/services.ts'
import { platformService } from './support/fixture.ts'
import { everyEnvironment, synthesise } from './support/template.ts'

/** All that may be allowed on every resource: X-Ray knows no others. */
const ON_EVERYTHING = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments']

/** Where object keys cannot be known beforehand. */
const OBJECT_KEYS = /^arn:.*:s3:::.*\/(aws\/lambda|incoming|documents|extracts|reports|days)\/\*$/

const list = <S extends z.ZodType>(item: S) => z.union([z.array(item), item.transform((one) => [one])])

const Statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: list(z.string()),
  Resource: list(z.unknown()),
  Sid: z.string().optional(),
})
const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })

/** An ARN with its references written as {Name}. */
const flat = (arn: unknown): string => {
  if (typeof arn === 'string') return arn
  const parsed = z
    .union([
      z.object({ Ref: z.string() }).transform(({ Ref }) => `{${Ref}}`),
      z
        .object({ 'Fn::GetAtt': z.array(z.string()) })
        .transform((value) => `{${value['Fn::GetAtt'].join('.')}}`),
      z
        .object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) })
        .transform((value) => value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0])),
    ])
    .parse(arn)
  return parsed
}

describe.each(everyEnvironment)('the roles of %s', (_name, { all }) => {
  const statements = all('AWS::IAM::Policy').flatMap(
    ({ Properties }) => Policy.parse(Properties).PolicyDocument.Statement,
  )

  it('use no managed or inline policies, which nobody here has read', () => {
    expect(all('AWS::IAM::Role').length).toBeGreaterThanOrEqual(SERVICES.length)
    for (const { Properties } of all('AWS::IAM::Role')) {
      expect(Properties['ManagedPolicyArns']).toBeUndefined()
      expect(Properties['Policies']).toBeUndefined()
    }
  })

  it('allow exact actions', () => {
    expect(statements.length).toBeGreaterThan(0)
    for (const action of statements.flatMap(({ Action }) => Action)) {
      expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/)
    }
  })

  it('allow them on exact resources, but for tracing and for object keys under a prefix', () => {
    for (const { Action, Resource } of statements) {
      for (const resource of Resource.map(flat)) {
        if (resource === '*') expect(Action).toEqual(ON_EVERYTHING)
        else if (resource.includes('*')) expect(resource).toMatch(OBJECT_KEYS)
      }
    }
  })

  it('never allow to read a whole table, nor to change or delete one', () => {
    const allowed = new Set(
      statements.flatMap(({ Action }) => Action).filter((action) => action.startsWith('dynamodb:')),
    )
    for (const action of ['Scan', 'PartiQLSelect', 'DeleteTable', 'UpdateTable', 'CreateTable']) {
      expect(allowed).not.toContain(`dynamodb:${action}`)
    }
  })
})

describe('a permission', () => {
  it('that is taken from the list of functions is gone from the template', () => {
    const withPut = {
      ...platformService,
      tables: { governance: { actions: ['GetItem', 'PutItem'] as const } },
    }
    expect(synthesise(environmentConfig('dev'), [withPut]).text).toContain('dynamodb:PutItem')
    const without = { ...platformService, tables: { governance: { actions: ['GetItem'] as const } } }
    expect(synthesise(environmentConfig('dev'), [without]).text).not.toContain('dynamodb:PutItem')
  })
})
