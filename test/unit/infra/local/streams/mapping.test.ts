import { describe, expect, test } from 'vitest'
import { readAssembly } from '../../../../../infra/local/assembly.ts'
import { readIam } from '../../../../../infra/local/iam.ts'
import { StartError } from '../../../../../infra/local/start-error.ts'
import { readMappings } from '../../../../../infra/local/streams/mapping.ts'
import { oneStack } from '../support/assembly-folder.ts'

const streamArn = { 'Fn::GetAtt': ['Table', 'StreamArn'] }
const allowed = [
  { Effect: 'Allow', Action: 'dynamodb:*', Resource: streamArn },
  { Effect: 'Allow', Action: ['s3:PutObject', 's3:ListBucket'], Resource: '*' },
]

const source = (rest: object = {}) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: streamArn,
    FunctionName: { Ref: 'Job' },
    StartingPosition: 'TRIM_HORIZON',
    ...rest,
  },
})

const read = (mappings: object, statements: readonly object[] = allowed, table: object = {}) => {
  const assembly = readAssembly(
    oneStack({
      Table: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE' }, ...table },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { Policies: [{ PolicyName: 'x', PolicyDocument: { Statement: statements } }] },
      },
      Job: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
      ...mappings,
    }),
  )
  return readMappings(assembly, readIam(assembly, 'secret'))
}

describe('a mapping', () => {
  test('has the defaults of AWS', () => {
    const [mapping] = read({ Mapping: source() })
    expect(mapping).toMatchObject({
      functionName: 'app-Job',
      tableName: 'app-Table',
      streamViewType: 'NEW_IMAGE',
      batchSize: 100,
      retries: Number.POSITIVE_INFINITY,
      maximumAgeSeconds: Number.POSITIVE_INFINITY,
      bisects: false,
      reportsFailures: false,
      failuresBucket: undefined,
    })
  })

  test('has what the template says', () => {
    const [mapping] = read({
      Mapping: source({
        BatchSize: 7,
        MaximumRetryAttempts: 5,
        MaximumRecordAgeInSeconds: 60,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failures' } },
        MaximumBatchingWindowInSeconds: 1,
      }),
    })
    expect(mapping).toMatchObject({
      batchSize: 7,
      retries: 5,
      maximumAgeSeconds: 60,
      bisects: true,
      reportsFailures: true,
      failuresBucket: 'failures',
    })
  })

  test('that is switched off is none', () => {
    expect(read({ Mapping: source({ Enabled: false }) })).toEqual([])
  })

  test.each([
    ['a filter', { FilterCriteria: { Filters: [] } }, /FilterCriteria/],
    ['parallel batches', { ParallelizationFactor: 2 }, /ParallelizationFactor/],
    ['a window', { TumblingWindowInSeconds: 5 }, /TumblingWindowInSeconds/],
    ['another start', { StartingPosition: 'AT_TIMESTAMP' }, /StartingPosition/],
    [
      'a queue for failures',
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:::x' } } },
      /S3 bucket/,
    ],
    ['another source', { EventSourceArn: 'arn:aws:kinesis:::stream/x' }, /no stream of a table/],
    ['an unknown function', { FunctionName: 'nobody' }, /nobody, no function/],
  ])('is refused with %s', (_, rest, message) => {
    expect(() => read({ Mapping: source(rest) })).toThrow(StartError)
    expect(() => read({ Mapping: source(rest) })).toThrow(message)
  })

  test('is refused when the table has no stream', () => {
    expect(() => read({ Mapping: source() }, allowed, { StreamSpecification: undefined })).toThrow(
      /no stream/,
    )
  })

  test('is refused as the third of a stream', () => {
    expect(read({ A: source(), B: source() })).toHaveLength(2)
    expect(() => read({ A: source(), B: source(), C: source() })).toThrow(/3 mappings read .* two readers/)
  })

  test.each([
    [
      'dynamodb:GetRecords',
      [
        {
          Effect: 'Allow',
          Action: ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 's3:*'],
          Resource: '*',
        },
      ],
    ],
    ['s3:PutObject', [{ Effect: 'Allow', Action: ['dynamodb:*', 's3:ListBucket'], Resource: '*' }]],
    ['s3:ListBucket', [{ Effect: 'Allow', Action: ['dynamodb:*', 's3:PutObject'], Resource: '*' }]],
  ])('is refused when the role lacks %s', (action, statements) => {
    const withDestination = source({
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failures' } },
    })
    expect(() => read({ Mapping: withDestination }, statements)).toThrow(
      `the role of app-Job lacks ${action} on`,
    )
  })
})
