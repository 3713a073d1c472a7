import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { LocalAssembly } from './assembly.ts'
import type { BusEvent } from './events/events.ts'
import { type Iam, signerOf } from './iam.ts'
import { MailFolder } from './mailbox/mail-folder.ts'
import { answer, jsonOf, type Operation, ServiceError } from './small-services/request.ts'
import { SENDING_PATH, sendingOperation } from './small-services/ses.ts'
import { Queues } from './small-services/sqs.ts'
import { parameterOperations } from './small-services/ssm.ts'

/** Queues, parameters and mail, as much of them as functions and operators use, on one port. */
export interface LocalSmallServices {
  /** For SQS, SSM and SES. */
  readonly endpoint: string
  /** What was sent. */
  readonly mails: MailFolder
  /** Puts a message in a queue as EventBridge and its Scheduler do with what they cannot deliver; it is on disk
   *  when this resolves.
   *  @throws StartError for a queue that the template does not have */
  send(queueArn: string, body: string, attributes?: Readonly<Record<string, string>>): Promise<void>
  stop(): Promise<void>
}

interface SmallServicesOptions {
  readonly assembly: LocalAssembly
  readonly iam: Iam
  /** Messages go to its folder `sqs`, mail to `mailbox`. */
  readonly dataDir: string
  readonly now?: () => number
  /** Told what SES publishes. */
  readonly publish?: (event: BusEvent) => void
}

/** Serves the queues and parameters of the template and takes mail from its domain; a role that does not allow an action is refused in the words
 *  of AWS.
 *  @throws StartError for a queue that is not implemented */
export const startSmallServices = async (options: SmallServicesOptions): Promise<LocalSmallServices> => {
  const { assembly, iam, dataDir, now = Date.now, publish = () => undefined } = options
  const queues = new Queues(assembly, join(dataDir, 'sqs'), now)
  const mails = new MailFolder(join(dataDir, 'mailbox'), now)
  const server = createServer().listen(0, '127.0.0.1')
  server.keepAliveTimeout = 0
  await once(server, 'listening')
  // A TCP server that listens has an address with a port.
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const services: Services = new Map([
    ['AmazonSQS', queues.operationsAt(endpoint)],
    ['AmazonSSM', parameterOperations(assembly)],
    [SENDING_PATH, new Map([['', sendingOperation(assembly, mails, { publish, now })]])],
  ])
  server.on('request', (incoming, outgoing) => {
    perform(incoming, services, iam).then(
      (result) => answer(outgoing, result),
      (error: unknown) =>
        answer(
          outgoing,
          error instanceof ServiceError ? error : new ServiceError('InternalFailure', String(error)),
        ),
    )
  })
  return {
    endpoint,
    mails,
    send: async (queueArn, body, attributes) => queues.send(queueArn, body, attributes),
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

type Services = ReadonlyMap<string, ReadonlyMap<string, Operation>>

const perform = async (incoming: IncomingMessage, services: Services, iam: Iam): Promise<object> => {
  const target = String(incoming.headers['x-amz-target'] ?? incoming.url ?? '')
  const [service = '', name = ''] = target.split('.')
  const input = await jsonOf(incoming)
  const caller = signerOf(incoming.headers.authorization, iam)
  if (!caller) {
    throw new ServiceError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    )
  }
  const operation = services.get(service)?.get(name)
  if (operation) return operation(input, caller)
  throw new ServiceError(
    'UnknownOperationException',
    `The local cloud has no operation ${target || '(none)'}`,
  )
}
