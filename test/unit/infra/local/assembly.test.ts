import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readAssembly } from '../../../../infra/local/assembly.ts'
import { StartError } from '../../../../infra/local/start-error.ts'
import { assemblyFolder, oneStack, temporaryFolder } from './support/assembly-folder.ts'

const parameter = (value: unknown, name: unknown = '/name') => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: name, Type: 'String', Value: value },
})

/** What a value of a template comes to, between a table, a bucket, a function and a queue. */
const resolved = (value: unknown, rest: object = {}): unknown => {
  const folder = oneStack(
    {
      Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: {} },
      Files: { Type: 'AWS::S3::Bucket', Properties: {} },
      Job: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'job' } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/logs' } },
      Subject: { Type: 'AWS::SQS::Queue', Properties: { Value: value } },
    },
    rest,
  )
  return readAssembly(folder).resources.find(({ logicalId }) => logicalId === 'Subject')?.properties['Value']
}

describe('an intrinsic function', () => {
  test.each([
    ['a name', { Ref: 'Table' }, 'app-Table'],
    ['the name of a bucket, in lower case', { Ref: 'Files' }, 'app-files'],
    ['an explicit name', { Ref: 'Job' }, 'job'],
    [
      'the address of a queue',
      { Ref: 'Queue' },
      'https://sqs.eu-central-1.amazonaws.com/000000000000/app-Queue',
    ],
    ['the ARN of a topic', { Ref: 'Topic' }, 'arn:aws:sns:eu-central-1:000000000000:app-Topic'],
    ['the account', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['the region', { Ref: 'AWS::Region' }, 'eu-central-1'],
    ['the domain', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['the stack', { Ref: 'AWS::StackName' }, 'app'],
    [
      'an ARN',
      { 'Fn::GetAtt': ['Table', 'Arn'] },
      'arn:aws:dynamodb:eu-central-1:000000000000:table/app-Table',
    ],
    [
      'a stream',
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      'arn:aws:dynamodb:eu-central-1:000000000000:table/app-Table/stream/2020-01-01T00:00:00.000',
    ],
    [
      'the ARN of what needs no counterpart',
      { 'Fn::GetAtt': 'Logs.Arn' },
      'arn:aws:logs:eu-central-1:000000000000:log-group:/logs:*',
    ],
    ['joined parts', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 'b']] }, 'a-eu-central-1-b'],
    [
      'a pattern',
      { 'Fn::Sub': `${'$'}{AWS::Partition}:${'$'}{Job}:${'$'}{Files.Arn}:${'$'}{!kept}` },
      `aws:job:arn:aws:s3:::app-files:${'$'}{kept}`,
    ],
    [
      'a pattern with names',
      { 'Fn::Sub': [`${'$'}{x}/${'$'}{Job}`, { x: { Ref: 'Table' } }] },
      'app-Table/job',
    ],
    ['one of many', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['nothing', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
    [
      'plain values',
      { a: [1, true, null, 'x'], Ref: 'x', more: 1 },
      { a: [1, true, null, 'x'], Ref: 'x', more: 1 },
    ],
  ])('gives %s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected)
  })

  test('chooses by conditions', () => {
    const Conditions = {
      IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
      IsNot: { 'Fn::Not': [{ Condition: 'IsHere' }] },
      Both: { 'Fn::And': [{ Condition: 'IsHere' }, { Condition: 'IsNot' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsHere' }, { Condition: 'IsNot' }] },
    }
    const choose = (condition: string) => ({ 'Fn::If': [condition, 'yes', { Ref: 'AWS::NoValue' }] })
    expect(resolved(choose('IsHere'), { Conditions })).toBe('yes')
    expect(resolved(choose('IsNot'), { Conditions })).toBeUndefined()
    expect(resolved(choose('Both'), { Conditions })).toBeUndefined()
    expect(resolved(choose('Either'), { Conditions })).toBe('yes')
  })

  test.each([
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, /app\/Subject\.Value uses Fn::Cidr/],
    ['an unknown name', { Ref: 'Nobody' }, /app refers to Nobody, which it does not have/],
    ['an unknown pseudo parameter', { Ref: 'AWS::NotificationARNs' }, /AWS::NotificationARNs/],
    ['an unknown attribute', { 'Fn::GetAtt': ['Files', 'WebsiteURL'] }, /Files\.WebsiteURL.*AWS::S3::Bucket/],
    ['an unknown import', { 'Fn::ImportValue': 'there' }, /imports there/],
    ['an unknown condition', { 'Fn::If': ['Nope', 1, 2] }, /no condition Nope/],
    ['an unwritten parameter', '{{resolve:ssm:/nowhere}}', /SSM parameter \/nowhere/],
    ['a secret', '{{resolve:secretsmanager:x}}', /secretsmanager/],
    ['wrong arguments', { 'Fn::Join': ['-'] }, /Fn::Join expects a list of 2/],
    ['an index out of range', { 'Fn::Select': [3, ['a']] }, /an index below 1/],
  ])('stops at %s', (_, value, message) => {
    expect(() => resolved(value)).toThrow(StartError)
    expect(() => resolved(value)).toThrow(message)
  })
})

describe('an assembly', () => {
  test('is read in the order of the stacks’ dependencies, with what they tell each other', () => {
    const folder = assemblyFolder({
      second: {
        dependencies: ['first', 'first.assets'],
        template: {
          Parameters: { Told: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/first/table' } },
          Resources: {
            One: parameter({ Ref: 'Told' }, '/one'),
            Two: parameter({ 'Fn::ImportValue': 'exported' }, '/two'),
            Three: parameter('<{{resolve:ssm:/first/table:1}}>', '/three'),
          },
        },
      },
      first: {
        template: {
          Resources: {
            Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: {} },
            Shared: parameter({ Ref: 'Table' }, '/first/table'),
          },
          Outputs: { Out: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'exported' } } },
        },
      },
    })
    const { resources, parameters, outputs } = readAssembly(folder)
    expect(resources.map(({ stack, logicalId }) => `${stack}/${logicalId}`)).toEqual([
      'first/Table',
      'first/Shared',
      'second/One',
      'second/Two',
      'second/Three',
    ])
    const arn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/first-Table'
    expect(Object.fromEntries(parameters)).toEqual({
      '/first/table': 'first-Table',
      '/one': 'first-Table',
      '/two': arn,
      '/three': '<first-Table>',
    })
    expect(outputs.get('first.Out')).toBe(arn)
  })

  test('takes local addresses from the hook, for resources and through parameters', () => {
    const folder = oneStack({
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: {} },
      Issuer: parameter({ 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, '/issuer'),
      ClientId: parameter({ Ref: 'Client' }, '/client'),
      PoolId: parameter({ Ref: 'Pool' }, '/pool'),
    })
    const { parameters } = readAssembly(folder, ({ type }, attribute) => {
      if (attribute === 'ProviderURL') return 'http://127.0.0.1:1234'
      return type === 'AWS::Cognito::UserPoolClient' && attribute === 'Ref' ? 'portal' : undefined
    })
    expect(parameters.get('/issuer')).toBe('http://127.0.0.1:1234')
    expect(parameters.get('/client')).toBe('portal')
    expect(parameters.get('/pool')).toMatch(/^eu-central-1_/)
  })

  test('gives the path of a construct and of its code', () => {
    const folder = oneStack({
      Job: {
        Type: 'AWS::Lambda::Function',
        Properties: {},
        Metadata: { 'aws:cdk:path': 'test/app/Job/Resource', 'aws:asset:path': '../asset.1' },
      },
    })
    const [job] = readAssembly(folder).ofType('AWS::Lambda::Function')
    expect(job).toMatchObject({ path: 'test/app/Job/Resource', asset: join(folder, 'asset.1') })
  })

  test('leaves out what needs nothing here and what a condition switches off', () => {
    const folder = oneStack(
      {
        Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Whatever: { 'Fn::Unheard': 1 } } },
        Off: { Type: 'AWS::SQS::Queue', Condition: 'Never', Properties: {} },
        On: { Type: 'AWS::SQS::Queue', Properties: {} },
      },
      { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
    )
    expect(readAssembly(folder).resources.map(({ logicalId }) => logicalId)).toEqual(['On'])
  })

  test.each([
    [
      'an unknown type',
      { Cluster: { Type: 'AWS::ECS::Cluster' } },
      {},
      /app\/Cluster is of type AWS::ECS::Cluster/,
    ],
    [
      'a parameter without a default',
      { A: parameter({ Ref: 'Given' }) },
      { Parameters: { Given: { Type: 'String' } } },
      /parameter Given without a default/,
    ],
    [
      'a parameter of an unknown type',
      { A: parameter({ Ref: 'Given' }) },
      { Parameters: { Given: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/x' } } },
      /does not know the type AWS::SSM::Parameter::Value<List<String>>/,
    ],
    [
      'a name that depends on itself',
      { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'A' } } } },
      {},
      /the name of A depends on itself/,
    ],
  ])('is refused with %s', (_, resources, rest, message) => {
    const folder = oneStack(resources, rest)
    expect(() => readAssembly(folder)).toThrow(StartError)
    expect(() => readAssembly(folder)).toThrow(message)
  })

  test('is refused when its stacks depend on each other', () => {
    const template = { Resources: {} }
    const folder = assemblyFolder({
      a: { dependencies: ['b'], template },
      b: { dependencies: ['a'], template },
    })
    expect(() => readAssembly(folder)).toThrow(/circle: a → b → a/)
  })

  test('is refused when it is not there or damaged', () => {
    const folder = temporaryFolder()
    expect(() => readAssembly(folder)).toThrow(/manifest\.json is missing/)
    writeFileSync(join(folder, 'manifest.json'), '{')
    expect(() => readAssembly(folder)).toThrow(StartError)
  })
})
