import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { environmentConfig } from '../../infra/config.ts'
import { readAssembly } from '../../infra/local/assembly.ts'
import { AUDITED, TABLES } from '../../infra/services.ts'
import { everyEnvironment, type Resource } from './support/template.ts'

// Nothing in the templates may change or delete what the audit trail holds: not a function, not the Scheduler, not
// expiry, not a lifecycle rule.

const oneOrMany = <S extends z.ZodType>(one: S) =>
  z.union([z.array(one), one.transform((single) => [single])])

const Policy = z.object({
  Roles: z.array(z.object({ Ref: z.string() })),
  PolicyDocument: z.object({
    Statement: z.array(z.object({ Action: oneOrMany(z.string()), Resource: oneOrMany(z.unknown()) })),
  }),
})

/** By role: each action that is allowed on a resource whose name holds the text. */
const allowedOn = (
  text: string,
  policies: readonly Resource[],
): Readonly<Record<string, readonly string[]>> => {
  const allowed = new Map<string, Set<string>>()
  for (const { Properties } of policies) {
    const { Roles, PolicyDocument } = Policy.parse(Properties)
    for (const { Action, Resource } of PolicyDocument.Statement)
      if (JSON.stringify(Resource).includes(text))
        for (const { Ref } of Roles)
          for (const action of Action) allowed.set(Ref, (allowed.get(Ref) ?? new Set()).add(action))
  }
  return Object.fromEntries([...allowed].map(([role, actions]) => [role, [...actions].sort()]))
}

const roleOf = (roles: Readonly<Record<string, readonly string[]>>, entry: RegExp) =>
  Object.entries(roles).find(([role]) => entry.test(role))?.[1]

describe.each(everyEnvironment)('the audit trail of %s', (_name, { config, all, resources }) => {
  const policies = all('AWS::IAM::Policy')

  it('is appended to and read, and by nobody changed or deleted', () => {
    const roles = allowedOn('tablesauditname', policies)
    expect(Object.keys(roles)).toHaveLength(3)
    expect(roleOf(roles, /^apiaudit/)).toEqual(['dynamodb:GetItem', 'dynamodb:Query'])
    expect(roleOf(roles, /^streamsrecordaudit/)).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ])
    expect(roleOf(roles, /^jobssealaudit/)).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ])
  })

  it('is sealed by one job, and its seals are removed by nobody', () => {
    const roles = allowedOn('bucketsseals', policies)
    expect(Object.keys(roles)).toHaveLength(2)
    expect(roleOf(roles, /^apiaudit/)).toEqual(['s3:GetObject'])
    expect(roleOf(roles, /^jobssealaudit/)).toEqual(['s3:GetObject', 's3:ListBucket', 's3:PutObject'])
  })

  it('keeps seals locked, in a bucket that takes none twice and forgets none', () => {
    const bucket = resources.find(({ id }) => id === 'SealBucket')
    expect(bucket?.Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: {
          DefaultRetention: { Mode: config.auditLock.mode.toUpperCase(), Days: config.auditLock.days },
        },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    })
    expect(bucket?.Properties['LifecycleConfiguration']).toBeUndefined()
    const policy = all('AWS::S3::BucketPolicy').find(({ Properties }) =>
      JSON.stringify(Properties['Bucket']).includes('SealBucket'),
    )
    expect(JSON.stringify(policy?.Properties)).toContain(
      '"Action":"s3:PutObject","Condition":{"Null":{"s3:if-none-match":"true"}},"Effect":"Deny","Principal":{"AWS":"*"}',
    )
  })

  it('records the streams of the contexts: not its own, nor the counters, nor personal data', () => {
    const audited = all('AWS::Lambda::EventSourceMapping').filter(({ Properties }) =>
      JSON.stringify(Properties['FunctionName']).includes('recordaudit'),
    )
    const streams = audited.map(({ Properties }) => JSON.stringify(Properties['EventSourceArn']))
    expect(AUDITED).toEqual(TABLES.filter((table) => !/^(audit|usage|personal.*)$/.test(table)))
    expect(streams).toHaveLength(AUDITED.length)
    for (const table of AUDITED)
      expect(streams.filter((stream) => stream.includes(`tables${table}stream`))).toHaveLength(1)
  })
})

it('in production nobody can shorten how long seals are kept', () => {
  expect(environmentConfig('prod').auditLock).toEqual({ mode: 'compliance', days: 3_653 })
})

it('tells the consumer whose the tables are', () => {
  const [, local] = everyEnvironment.find(([name]) => name === 'local') ?? []
  const assembly = readAssembly(local?.folder ?? '')
  const told = assembly
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) =>
      z.object({ Variables: z.record(z.string(), z.string()) }).parse(properties['Environment']),
    )
    .find(({ Variables }) => 'AUDITED_CONTEXTS' in Variables)?.Variables['AUDITED_CONTEXTS']
  expect(told?.split(',').map((pair) => pair.split('=')[0])).toEqual(AUDITED)
  for (const pair of told?.split(',') ?? []) {
    const [context, table] = pair.split('=')
    expect(table).toBe(assembly.parameters.get(`/agglomera/local/tables/${context}/name`))
  }
})
