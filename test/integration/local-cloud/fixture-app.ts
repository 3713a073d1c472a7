import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Duration, Stack } from 'aws-cdk-lib'
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { UserPool } from 'aws-cdk-lib/aws-cognito'
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { CfnRule } from 'aws-cdk-lib/aws-events'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  CfnEventInvokeConfig,
  CfnEventSourceMapping,
  Code,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { buildSync } from 'esbuild'
import { ROOT } from '../../../infra/paths.ts'

const TABLE = 'notes'
export const UPLOADS = 'uploads'
export const FAILURES = 'failures'

/** What the functions of the small application do, one bundle for all. */
const SOURCE = `
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
const table = new DynamoDBClient({})
const put = (id, text) =>
  table.send(new PutItemCommand({ TableName: process.env.NOTES_TABLE, Item: { pk: { S: id }, sk: { S: 'note' }, text: { S: text } } }))
const get = async (id) =>
  (await table.send(new GetItemCommand({ TableName: process.env.NOTES_TABLE, Key: { pk: { S: id }, sk: { S: 'note' } } }))).Item?.text.S ?? null

export const api = async (event) => {
  const { id } = event.pathParameters
  try {
    if (event.routeKey.startsWith('PUT')) await put(id, event.body)
    return { statusCode: 200, body: JSON.stringify({ id, text: await get(id), portal: process.env.PORTAL_URL }) }
  } catch (error) {
    return { statusCode: 500, body: JSON.stringify({ name: error.name, message: error.message }) }
  }
}
export const slow = () => { console.log('begun'); return new Promise(() => {}) }
export const stream = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    const id = dynamodb.Keys.pk.S
    if (!id.startsWith('seen ')) await put('seen ' + id, dynamodb.NewImage.text.S)
  }
  return { batchItemFailures: [] }
}
export const object = async ({ detail }) => {
  const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket: detail.bucket.name, Key: detail.object.key }))
  const text = await Body.transformToString()
  if (text === 'poison') throw new Error('poisoned')
  await put(detail.object.key.split('/')[1], text)
}
export const job = async (input) => {
  if (input.fail) throw new RangeError('as asked')
  return { ran: true, seen: await get('seen before') }
}
`

interface Variation {
  /** Takes the right to write from the API's function. */
  readonly withoutWriting?: boolean
}

/** A small application with one of everything that the local cloud runs.
 *  @returns the folder of its cloud assembly */
export const synthesise = ({ withoutWriting = false }: Variation = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'))
  const code = join(folder, 'code')
  mkdirSync(code)
  const [bundle] = buildSync({
    stdin: { contents: SOURCE, resolveDir: ROOT },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  }).outputFiles
  writeFileSync(join(code, 'index.js'), bundle?.contents ?? '')
  const app = new App({
    outdir: join(folder, 'assembly'),
    analyticsReporting: false,
    context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true },
  })
  const stack = new Stack(app, 'App')
  const table = new TableV2(stack, 'Table', {
    tableName: TABLE,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
  })
  const uploads = new Bucket(stack, 'Uploads', { bucketName: UPLOADS })
  if (uploads.node.defaultChild instanceof CfnBucket) {
    uploads.node.defaultChild.notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    }
  }
  new Bucket(stack, 'Failures', { bucketName: FAILURES })
  const failures = `arn:aws:s3:::${FAILURES}`
  const undelivered = new Queue(stack, 'Undelivered')

  const fn = (name: string, actions: readonly string[], timeout = 10): LambdaFunction => {
    const made = new LambdaFunction(stack, name, {
      functionName: `app-${name}`,
      runtime: Runtime.NODEJS_24_X,
      handler: `index.${name.replace(/^jobs-/, '')}`,
      code: Code.fromAsset(code),
      timeout: Duration.seconds(timeout),
      memorySize: 256,
      environment: { NOTES_TABLE: table.tableName, PORTAL_URL: 'http://127.0.0.1:4000' },
    })
    made.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [table.tableArn] }))
    return made
  }
  const failuresTo = (made: LambdaFunction): void => {
    made.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${failures}/*`] }))
    made.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [failures] }))
  }

  const api = fn('api', withoutWriting ? ['dynamodb:GetItem'] : ['dynamodb:GetItem', 'dynamodb:PutItem'])
  const slow = fn('slow', ['dynamodb:GetItem'])
  const http = new CfnApi(stack, 'Http', { name: 'app', protocolType: 'HTTP' })
  const route = (routeKey: string, to: LambdaFunction): void => {
    const id = routeKey.replaceAll(/\W/g, '')
    const integration = new CfnIntegration(stack, `Integration${id}`, {
      apiId: http.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: to.functionArn,
      payloadFormatVersion: '2.0',
    })
    new CfnRoute(stack, `Route${id}`, {
      apiId: http.ref,
      routeKey,
      target: `integrations/${integration.ref}`,
    })
  }
  route('GET /api/notes/{id}', api)
  route('PUT /api/notes/{id}', api)
  route('GET /api/slow', slow)
  new CfnStage(stack, 'Stage', { apiId: http.ref, stageName: '$default', autoDeploy: true })

  const pool = new UserPool(stack, 'People')
  pool.addClient('Portal', { oAuth: { callbackUrls: ['http://127.0.0.1:4000/signed-in'] } })

  const stream = fn('stream', ['dynamodb:PutItem'])
  stream.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'],
      resources: [table.tableStreamArn ?? ''],
    }),
  )
  failuresTo(stream)
  new CfnEventSourceMapping(stack, 'Mapping', {
    functionName: stream.functionName,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: 'TRIM_HORIZON',
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 1,
    maximumRecordAgeInSeconds: 3_600,
    destinationConfig: { onFailure: { destination: failures } },
  })

  const object = fn('object', ['dynamodb:PutItem'])
  object.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [uploads.arnForObjects('*')] }),
  )
  failuresTo(object)
  new CfnEventInvokeConfig(stack, 'Object events', {
    functionName: object.functionName,
    qualifier: '$LATEST',
    maximumRetryAttempts: 1,
    destinationConfig: { onFailure: { destination: failures } },
  })
  new CfnRule(stack, 'Rule', {
    eventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [uploads.bucketName] }, object: { key: [{ prefix: 'incoming/' }] } },
    },
    targets: [{ id: 'object', arn: object.functionArn, deadLetterConfig: { arn: undelivered.queueArn } }],
  })

  const job = fn('jobs-job', ['dynamodb:GetItem'])
  const scheduler = new Role(stack, 'Scheduler', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
  })
  scheduler.addToPolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [job.functionArn] }),
  )
  new CfnSchedule(stack, 'Nightly', {
    flexibleTimeWindow: { mode: 'OFF' },
    scheduleExpression: 'cron(0 3 * * ? *)',
    target: { arn: job.functionArn, roleArn: scheduler.roleArn },
  })
  return app.synth().directory
}
