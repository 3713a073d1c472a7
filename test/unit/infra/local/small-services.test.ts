import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type LocalAssembly, readAssembly } from '../../../../infra/local/assembly.ts'
import { type Caller, type Iam, readIam } from '../../../../infra/local/iam.ts'
import { type LocalSmallServices, startSmallServices } from '../../../../infra/local/small-services.ts'
import { oneStack, temporaryFolder } from './support/assembly-folder.ts'

let assembly: LocalAssembly
let iam: Iam
let services: LocalSmallServices
let dataDir: string
let now = 0

const start = () => startSmallServices({ assembly, iam, dataDir, now: () => now })

beforeEach(async () => {
  now = Date.parse('2026-01-01T00:00:00Z')
  dataDir = temporaryFolder()
  assembly = readAssembly(
    oneStack({
      Queue: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 3600 } },
      Name: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/name', Value: 'value' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            {
              PolicyName: 'send',
              PolicyDocument: {
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 'sqs:SendMessage',
                    Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
                  },
                ],
              },
            },
          ],
        },
      },
      Job: {
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName: 'job', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
    }),
  )
  iam = readIam(assembly, 'secret')
  services = await start()
})

afterEach(() => services.stop())

const call = async (target: string, input: unknown, caller: Caller = iam.operator) => {
  const response = await fetch(services.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=${caller.credentials.accessKeyId}/20260101/eu-central-1/sqs/aws4_request`,
    },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  })
  const body: unknown = await response.json()
  return { status: response.status, body }
}

const Received = z.object({ Messages: z.array(z.object({ ReceiptHandle: z.string() })) })
const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/000000000000/app-Queue'
const arn = 'arn:aws:sqs:eu-central-1:000000000000:app-Queue'

describe('a queue', () => {
  test('keeps what could not be delivered until an operator deletes it, over a restart too', async () => {
    await services.send(arn, '{"a":1}', { ERROR_CODE: 'X' })
    await services.stop()
    services = await start()
    const received = await call('AmazonSQS.ReceiveMessage', { QueueUrl })
    expect(received.body).toMatchObject({
      Messages: [
        {
          Body: '{"a":1}',
          MD5OfBody: 'bb6cb5c68df4652941caf652a366f2d8',
          MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'X' } },
        },
      ],
    })
    expect((await call('AmazonSQS.ReceiveMessage', { QueueUrl })).body).toEqual({})
    expect((await call('AmazonSQS.GetQueueAttributes', { QueueUrl })).body).toMatchObject({
      Attributes: {
        QueueArn: arn,
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '1',
      },
    })
    now += 30_000
    const again = Received.parse((await call('AmazonSQS.ReceiveMessage', { QueueUrl })).body)
    const ReceiptHandle = again.Messages[0]?.ReceiptHandle
    await call('AmazonSQS.DeleteMessage', { QueueUrl, ReceiptHandle })
    expect(readdirSync(join(dataDir, 'sqs', 'app-Queue'))).toEqual([])
  })

  test('forgets messages after its retention period', async () => {
    await services.send(arn, 'old')
    now += 3_600_001
    expect((await call('AmazonSQS.ReceiveMessage', { QueueUrl })).body).toEqual({})
  })

  test('takes a message from a function whose role allows it, and gives none', async () => {
    const job = iam.ofFunction('job')
    const sent = await call('AmazonSQS.SendMessage', { QueueUrl, MessageBody: 'x' }, job)
    expect(sent).toMatchObject({
      status: 200,
      body: { MD5OfMessageBody: '9dd4e461268c8034f5c8564e155c67a6' },
    })
    const denied = await call('AmazonSQS.ReceiveMessage', { QueueUrl }, job)
    expect(denied).toMatchObject({ status: 400, body: { __type: 'AccessDeniedException' } })
    expect(JSON.stringify(denied.body)).toContain(`sqs:ReceiveMessage on resource: ${arn}`)
  })

  test('is found by name, and only a real one', async () => {
    expect((await call('AmazonSQS.GetQueueUrl', { QueueName: 'app-Queue' })).body).toEqual({
      QueueUrl: `${services.endpoint}/000000000000/app-Queue`,
    })
    expect((await call('AmazonSQS.GetQueueUrl', { QueueName: 'x' })).body).toMatchObject({
      __type: 'QueueDoesNotExist',
    })
    await expect(services.send(`${arn}x`, 'lost')).rejects.toThrow(/no queue/)
  })

  test.each([
    [
      'a receipt handle from elsewhere',
      'AmazonSQS.DeleteMessage',
      { QueueUrl, ReceiptHandle: '../../x' },
      'ReceiptHandleIsInvalid',
    ],
    ['a body that is no JSON', 'AmazonSQS.SendMessage', '{', 'SerializationException'],
    ['a message without a body', 'AmazonSQS.SendMessage', { QueueUrl }, 'InvalidParameterValue'],
    ['an operation it does not have', 'AmazonSQS.PurgeQueue', { QueueUrl }, 'UnknownOperationException'],
    ['an object’s own members', 'AmazonSQS.constructor', { QueueUrl }, 'UnknownOperationException'],
  ])('refuses %s', async (_, target, input, code) => {
    expect(await call(target, input)).toMatchObject({ status: 400, body: { __type: code } })
  })

  test('says which file is damaged', async () => {
    writeFileSync(join(dataDir, 'sqs', 'app-Queue', 'bad.json'), '{')
    expect(JSON.stringify((await call('AmazonSQS.ReceiveMessage', { QueueUrl })).body)).toContain(
      'bad.json is damaged',
    )
  })

  test('answers nobody without a known key', async () => {
    const stranger = { ...iam.operator, credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: '' } }
    expect(await call('AmazonSQS.ReceiveMessage', { QueueUrl }, stranger)).toMatchObject({
      status: 400,
      body: { __type: 'UnrecognizedClientException' },
    })
  })
})

describe('a parameter', () => {
  test('is what the template wrote', async () => {
    expect((await call('AmazonSSM.GetParameter', { Name: '/app/name' })).body).toMatchObject({
      Parameter: { Name: '/app/name', Value: 'value', Type: 'String' },
    })
    expect((await call('AmazonSSM.GetParameters', { Names: ['/app/name', '/x'] })).body).toMatchObject({
      Parameters: [{ Value: 'value' }],
      InvalidParameters: ['/x'],
    })
    expect((await call('AmazonSSM.GetParameter', { Name: '/x' })).body).toMatchObject({
      __type: 'ParameterNotFound',
    })
  })

  test('is told only to whom its role allows', async () => {
    const denied = await call('AmazonSSM.GetParameter', { Name: '/app/name' }, iam.ofFunction('job'))
    expect(JSON.stringify(denied.body)).toContain(
      'ssm:GetParameter on resource: arn:aws:ssm:eu-central-1:000000000000:parameter/app/name',
    )
  })
})
