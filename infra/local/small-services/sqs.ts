import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { ACCOUNT, type LocalAssembly, type LocalResource } from '../assembly.ts'
import { StartError } from '../start-error.ts'
import { type Operation, require, ServiceError } from './request.ts'

const QueueSettings = z.object({
  FifoQueue: z.literal(false, 'is not implemented by the local cloud').optional(),
  MessageRetentionPeriod: z.number().default(345_600),
  VisibilityTimeout: z.number().default(30),
})

const Attributes = z.record(z.string(), z.looseObject({ DataType: z.string() }))

const Message = z.object({
  id: z.string(),
  /** Milliseconds since the epoch. */
  sentAt: z.number(),
  body: z.string(),
  attributes: Attributes.default({}),
})
type Message = z.output<typeof Message>

/** The queues of the template: each message a file, so that what a job could not deliver outlives a restart and
 *  can be read with any editor. Which message was just received is known to this process alone. */
export class Queues {
  readonly #queues: ReadonlyMap<string, Queue>
  readonly #now: () => number

  /** @throws StartError for a queue that is not implemented */
  constructor(assembly: LocalAssembly, folder: string, now: () => number) {
    this.#now = now
    this.#queues = new Map(
      assembly
        .ofType('AWS::SQS::Queue')
        .map((resource) => [resource.physicalId, new Queue(resource, folder, now)]),
    )
  }

  /** Puts a message in the queue as a service of the platform does, which needs no access key.
   *  @throws StartError for a queue that the template does not have */
  send(queueArn: string, body: string, attributes: Readonly<Record<string, string>> = {}): void {
    const queue = this.#queues.get(queueArn.split(':').at(-1) ?? '')
    if (queue?.arn !== queueArn) throw new StartError(`There is no queue ${queueArn} in the template`)
    const typed = Object.entries(attributes).map(([name, text]) => [
      name,
      { DataType: 'String', StringValue: text },
    ])
    queue.add(body, Object.fromEntries(typed))
  }

  /** By the target's operation name.
   *  @param endpoint begins the queues' addresses */
  operationsAt = (endpoint: string): ReadonlyMap<string, Operation> =>
    new Map(
      Object.entries<Operation>({
        ListQueues: (_, caller) => {
          require(caller, 'sqs:ListQueues', '*')
          return { QueueUrls: [...this.#queues.keys()].map((name) => urlOf(endpoint, name)) }
        },
        GetQueueUrl: (input, caller) => {
          const { QueueName } = parse(z.object({ QueueName: z.string() }), input)
          return { QueueUrl: urlOf(endpoint, this.#permitted(QueueName, caller, 'GetQueueUrl').name) }
        },
        GetQueueAttributes: (input, caller) => {
          const { QueueUrl } = parse(ToQueue, input)
          return { Attributes: this.#permitted(QueueUrl, caller, 'GetQueueAttributes').attributes() }
        },
        SendMessage: (input, caller) => {
          const { QueueUrl, MessageBody, MessageAttributes } = parse(Sending, input)
          const { id } = this.#permitted(QueueUrl, caller, 'SendMessage').add(MessageBody, MessageAttributes)
          return { MessageId: id, MD5OfMessageBody: md5(MessageBody) }
        },
        ReceiveMessage: (input, caller) => {
          const { QueueUrl, MaxNumberOfMessages, VisibilityTimeout } = parse(Receiving, input)
          const queue = this.#permitted(QueueUrl, caller, 'ReceiveMessage')
          const messages = queue.receive(MaxNumberOfMessages, VisibilityTimeout)
          if (messages.length === 0) return {}
          return {
            Messages: messages.map(({ id, body, sentAt, attributes }) => ({
              MessageId: id,
              ReceiptHandle: id,
              Body: body,
              MD5OfBody: md5(body),
              Attributes: { SentTimestamp: String(sentAt) },
              MessageAttributes: attributes,
            })),
          }
        },
        DeleteMessage: (input, caller) => {
          const { QueueUrl, ReceiptHandle } = parse(ToQueue.extend({ ReceiptHandle: z.string() }), input)
          this.#permitted(QueueUrl, caller, 'DeleteMessage').delete(ReceiptHandle)
          return {}
        },
      }),
    )

  #permitted(url: string, caller: Parameters<Operation>[1], action: string): Queue {
    const queue = this.#queues.get(url.split('/').at(-1) ?? '')
    if (!queue) {
      throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.')
    }
    require(caller, `sqs:${action}`, queue.arn)
    queue.forget(this.#now())
    return queue
  }
}

class Queue {
  readonly name: string
  readonly arn: string
  readonly #folder: string
  readonly #settings: z.output<typeof QueueSettings>
  readonly #now: () => number
  /** Message id → when it may be received again. */
  readonly #hidden = new Map<string, number>()

  constructor(resource: LocalResource, folder: string, now: () => number) {
    const settings = QueueSettings.safeParse(resource.properties)
    if (!settings.success) {
      throw new StartError(
        `The queue ${resource.path} cannot be read: ${z.prettifyError(settings.error).replaceAll('\n', ' ')}`,
      )
    }
    this.name = resource.physicalId
    this.arn = resource.arn ?? resource.physicalId
    this.#folder = join(folder, resource.physicalId)
    this.#settings = settings.data
    this.#now = now
    mkdirSync(this.#folder, { recursive: true })
  }

  add(body: string, attributes: z.output<typeof Attributes>): Message {
    const message: Message = { id: randomUUID(), sentAt: this.#now(), body, attributes }
    const file = this.#fileOf(message.id)
    writeFileSync(`${file}.part`, JSON.stringify(message), { flush: true })
    renameSync(`${file}.part`, file)
    return message
  }

  receive(limit: number, visibilityTimeout: number | undefined): readonly Message[] {
    const now = this.#now()
    const visible = this.#messages().filter(({ id }) => (this.#hidden.get(id) ?? 0) <= now)
    const received = visible.slice(0, limit)
    const until = now + (visibilityTimeout ?? this.#settings.VisibilityTimeout) * 1000
    for (const { id } of received) this.#hidden.set(id, until)
    return received
  }

  delete(receiptHandle: string): void {
    if (!/^[\da-f-]{36}$/.test(receiptHandle)) {
      throw new ServiceError('ReceiptHandleIsInvalid', 'The receipt handle is not one of this queue.')
    }
    rmSync(this.#fileOf(receiptHandle), { force: true })
    this.#hidden.delete(receiptHandle)
  }

  attributes(): Readonly<Record<string, string>> {
    const now = this.#now()
    const messages = this.#messages()
    const hidden = messages.filter(({ id }) => (this.#hidden.get(id) ?? 0) > now).length
    return {
      QueueArn: this.arn,
      ApproximateNumberOfMessages: String(messages.length - hidden),
      ApproximateNumberOfMessagesNotVisible: String(hidden),
      MessageRetentionPeriod: String(this.#settings.MessageRetentionPeriod),
      VisibilityTimeout: String(this.#settings.VisibilityTimeout),
    }
  }

  /** Drops what is older than the queue keeps messages. */
  forget(now: number): void {
    const oldest = now - this.#settings.MessageRetentionPeriod * 1000
    for (const { id, sentAt } of this.#messages()) if (sentAt < oldest) this.delete(id)
  }

  /** Oldest first. */
  #messages(): readonly Message[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => read(join(this.#folder, name)))
      .sort((a, b) => a.sentAt - b.sentAt)
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}.json`)
  }
}

const ToQueue = z.looseObject({ QueueUrl: z.string() })
const Sending = ToQueue.extend({ MessageBody: z.string().min(1), MessageAttributes: Attributes.default({}) })
const Receiving = ToQueue.extend({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).optional(),
})

const parse = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new ServiceError('InvalidParameterValue', z.prettifyError(parsed.error))
}

const read = (file: string): Message => {
  try {
    return Message.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new ServiceError('InternalFailure', `The message ${file} is damaged; delete the file`)
  }
}

const urlOf = (endpoint: string, name: string): string => `${endpoint}/${ACCOUNT}/${name}`

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
