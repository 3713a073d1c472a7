import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Stack, Stage } from 'aws-cdk-lib'
import { AttributeType, Billing, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { CfnEventSourceMapping, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import { CONSUMER, FAILURES, OTHER_TABLE, TABLE, WRITER } from './names.ts'

interface Variation {
  /** Of both tables; `gsi1` unless said otherwise. */
  readonly indexes?: readonly string[]
  readonly sortKey?: string
}

/** A small application made with the CDK's own constructs: two tables with streams, a function that may write to one
 *  of them, a consumer of its stream, names across stacks by parameter.
 *  @returns the folder of the synthesised cloud assembly */
export const synthesise = ({ indexes = ['gsi1'], sortKey = 'sk' }: Variation = {}): string => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'assembly-')), analyticsReporting: false })
  const stage = new Stage(app, 'test')
  const data = new Stack(stage, 'Data')
  const functions = new Stack(stage, 'Functions')
  functions.addStackDependency(data)

  const share = (name: string, value: string) => {
    new StringParameter(data, `Share ${name}`, { parameterName: `/test/${name}`, stringValue: value })
    return StringParameter.valueForStringParameter(functions, `/test/${name}`)
  }
  const table = (tableName: string) => {
    const made = new TableV2(data, tableName, {
      tableName,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: sortKey, type: AttributeType.STRING },
      billing: Billing.onDemand({ maxReadRequestUnits: 1, maxWriteRequestUnits: 1 }),
      globalSecondaryIndexes: indexes.map((indexName) => ({
        indexName,
        partitionKey: { name: `${indexName}pk`, type: AttributeType.STRING },
        sortKey: { name: `${indexName}sk`, type: AttributeType.STRING },
      })),
      timeToLiveAttribute: 'expiresAt',
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      deletionProtection: true,
    })
    return {
      arn: share(`${tableName}/arn`, made.tableArn),
      stream: () => share(`${tableName}/stream`, made.tableStreamArn ?? ''),
    }
  }
  const fn = (functionName: string) =>
    new LambdaFunction(functions, functionName, {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => undefined'),
    })

  const register = table(TABLE)
  const other = table(OTHER_TABLE)
  new Bucket(data, FAILURES, { bucketName: FAILURES })
  const allow = (to: LambdaFunction, actions: string[], resources: string[]) =>
    to.addToRolePolicy(new PolicyStatement({ actions, resources }))

  const writer = fn(WRITER)
  const items = ['GetItem', 'PutItem', 'UpdateItem', 'Query', 'BatchGetItem'].map(
    (name) => `dynamodb:${name}`,
  )
  allow(writer, items, [register.arn])
  allow(writer, ['dynamodb:Query'], [`${register.arn}/index/gsi1`])
  allow(writer, ['dynamodb:GetItem'], [other.arn])

  const consumer = fn(CONSUMER)
  const stream = register.stream()
  allow(consumer, ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'], [stream])
  allow(consumer, ['s3:ListBucket'], [`arn:aws:s3:::${FAILURES}`])
  allow(consumer, ['s3:PutObject'], [`arn:aws:s3:::${FAILURES}/aws/lambda/*`])
  new CfnEventSourceMapping(functions, 'Mapping', {
    functionName: consumer.functionName,
    eventSourceArn: stream,
    startingPosition: 'TRIM_HORIZON',
    batchSize: 10,
    bisectBatchOnFunctionError: true,
    functionResponseTypes: ['ReportBatchItemFailures'],
    maximumRetryAttempts: 2,
    maximumRecordAgeInSeconds: 3_600,
    destinationConfig: { onFailure: { destination: `arn:aws:s3:::${FAILURES}` } },
  })
  return app.synth().directory
}
