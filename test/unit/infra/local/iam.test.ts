import { describe, expect, test } from 'vitest'
import { readAssembly } from '../../../../infra/local/assembly.ts'
import { isAllowed } from '../../../../infra/local/iam/policy.ts'
import { accessDeniedMessage, readIam, signerOf } from '../../../../infra/local/iam.ts'
import { StartError } from '../../../../infra/local/start-error.ts'
import { oneStack } from './support/assembly-folder.ts'

const statement = (rest: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*', ...rest }],
})

const job = {
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'job', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
}

const withRole = (role: object, more: object = {}) =>
  readIam(
    readAssembly(oneStack({ Role: { Type: 'AWS::IAM::Role', Properties: role }, Job: job, ...more })),
    'secret',
  )

const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table/app-Table'

describe('a function', () => {
  test('may do what policies of its role allow, inline ones and attached ones', () => {
    const iam = withRole(
      { Policies: [{ PolicyName: 'inline', PolicyDocument: statement({ Resource: table }) }] },
      {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'more',
            PolicyDocument: statement({
              Action: ['dynamodb:Query', 's3:PutObject'],
              Resource: [`${table}/index/gsi1`],
            }),
            Roles: [{ Ref: 'Role' }],
          },
        },
      },
    )
    const caller = iam.ofFunction('job')
    expect(caller.allows('dynamodb:GetItem', table)).toBe(true)
    expect(caller.allows('dynamodb:Query', `${table}/index/gsi1`)).toBe(true)
    expect(caller.allows('dynamodb:Query', table)).toBe(false)
    expect(caller.allows('dynamodb:Query', `${table}/index/gsi2`)).toBe(false)
    expect(caller.allows('dynamodb:PutItem', table)).toBe(false)
    expect(iam.operator.allows('dynamodb:DeleteTable', table)).toBe(true)
  })

  test('has a key that tells who it is', () => {
    const iam = withRole({})
    const { credentials, arn } = iam.ofFunction('job')
    expect(arn).toBe('arn:aws:sts::000000000000:assumed-role/app-Role/job')
    expect(credentials.accessKeyId).toMatch(/^AKIALOCAL[0-9A-F]{11}$/)
    expect(iam.byAccessKey(credentials.accessKeyId)?.name).toBe('job')
    expect(iam.byAccessKey('AGGLOMERA-OPERATOR')?.name).toBe('operator')
    expect(iam.byAccessKey('AKIASOMEBODY')).toBeUndefined()
    const header = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/eu-central-1/dynamodb/aws4_request, Signature=1`
    expect(signerOf(header, iam)?.name).toBe('job')
    expect(signerOf(undefined, iam)).toBeUndefined()
    expect(withRole({}).ofFunction('job').credentials).toEqual(credentials)
  })

  test('is told in the words of AWS what it may not do', () => {
    expect(accessDeniedMessage(withRole({}).ofFunction('job'), 'dynamodb:PutItem', table)).toBe(
      `User: arn:aws:sts::000000000000:assumed-role/app-Role/job is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
    )
  })

  test('may have the managed policies for logs and traces, and no other', () => {
    const managed = (name: string) => ({
      ManagedPolicyArns: [
        { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] },
      ],
    })
    const caller = withRole(managed('service-role/AWSLambdaBasicExecutionRole')).ofFunction('job')
    expect(caller.allows('logs:PutLogEvents', 'arn:aws:logs:::x')).toBe(true)
    expect(caller.allows('dynamodb:GetItem', table)).toBe(false)
    expect(() => withRole(managed('AdministratorAccess'))).toThrow(/AdministratorAccess/)
  })

  test('and a role are unknown when the template does not hold them', () => {
    const iam = withRole({})
    expect(() => iam.ofFunction('other')).toThrow(StartError)
    expect(() => iam.ofRole('arn:aws:iam::000000000000:role/other')).toThrow(StartError)
    expect(iam.ofRole('arn:aws:iam::000000000000:role/app-Role').allows('a:B', 'x')).toBe(false)
  })
})

describe('a policy stops the start with', () => {
  test.each([
    ['Deny', { Effect: 'Deny' }, /Deny/],
    ['Condition', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, /Condition/],
    ['NotAction', { NotAction: 'dynamodb:*' }, /NotAction/],
    ['NotResource', { NotResource: '*' }, /NotResource/],
    ['no resource', { Resource: undefined }, /Resource/],
  ])('%s', (_, rest, message) => {
    const role = { Policies: [{ PolicyName: 'inline', PolicyDocument: statement(rest) }] }
    expect(() => withRole(role)).toThrow(StartError)
    expect(() => withRole(role)).toThrow(message)
  })

  test('a single statement that is not implemented', () => {
    const PolicyDocument = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } }
    expect(() => withRole({ Policies: [{ PolicyName: 'inline', PolicyDocument }] })).toThrow(/Deny/)
  })

  test('a boundary', () => {
    expect(() => withRole({ PermissionsBoundary: 'arn:aws:iam::aws:policy/X' })).toThrow(
      /PermissionsBoundary/,
    )
  })
})

describe('patterns', () => {
  const allows = (action: string, resource: string) =>
    isAllowed([{ actions: [action], resources: [resource] }], 's3:GetObject', 'arn:aws:s3:::files/a/b.pdf')

  test.each([
    ['s3:GetObject', 'arn:aws:s3:::files/a/b.pdf'],
    ['s3:getobject', 'arn:aws:s3:::files/*'],
    ['s3:*', '*'],
    ['*', 'arn:aws:s3:::*/b.pdf'],
    ['s3:Get?bject', 'arn:aws:s3:::files/?/b.pdf'],
  ])('%s on %s allows it', (action, resource) => {
    expect(allows(action, resource)).toBe(true)
  })

  test.each([
    ['s3:GetObjectVersion', '*'],
    ['s3:Get', '*'],
    ['s3:GetObject', 'arn:aws:s3:::files'],
    ['s3:GetObject', 'arn:aws:s3:::files/a/b?pdf?'],
    ['s3:GetObject', 'arn:aws:s3:::files/a/bxpdf'],
    ['s3:GetObject', 'ARN:AWS:S3:::FILES/*'],
  ])('%s on %s does not', (action, resource) => {
    expect(allows(action, resource)).toBe(false)
  })
})
