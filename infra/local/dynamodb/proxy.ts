import { once } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { accessDeniedMessage, type Iam, signerOf } from '../iam.ts'
import { type CapacityCounter, MEASURED } from './capacity.ts'
import { RequestBody, requirementsOf, tablesOf } from './required.ts'

interface ProxyOptions {
  readonly engine: string
  readonly iam: Iam
  readonly capacity: CapacityCounter
  /** Called after each acknowledged write, with the tables it went to. */
  readonly onWrite: (tables: readonly string[]) => void
}

/** A running proxy. */
export interface Proxy {
  readonly endpoint: string
  stop(): Promise<void>
}

/** Stands before the engine: knows the caller by its access key, refuses what its role does not allow in the words
 *  of AWS, and forwards the rest unchanged. Signatures are not checked: whoever reaches the loopback interface
 *  reaches the engine too. */
export const startProxy = async (options: ProxyOptions): Promise<Proxy> => {
  const agent = new Agent({ keepAlive: true })
  const proxy = new DynamoProxy(options, agent)
  const server = createServer((incoming, outgoing) => {
    proxy.handle(incoming, outgoing).catch((error: unknown) => {
      answerError(outgoing, 500, 'com.amazonaws.dynamodb.v20120810#InternalServerError', String(error))
    })
  })
  // A client's idle connection is its own matter; a server that closes first makes the next call fail.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    stop: async () => {
      agent.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

class DynamoProxy {
  readonly #options: ProxyOptions
  readonly #agent: Agent

  constructor(options: ProxyOptions, agent: Agent) {
    this.#options = options
    this.#agent = agent
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { iam, capacity, onWrite } = this.#options
    const body = await bodyOf(incoming)
    if (incoming.url === CAPACITY_PATH) return answerCapacity(incoming.method, outgoing, capacity)
    const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? ''
    const caller = signerOf(incoming.headers.authorization, iam)
    if (!caller) {
      return answerError(
        outgoing,
        400,
        'com.amazon.coral.service#UnrecognizedClientException',
        'The security token included in the request is invalid.',
      )
    }
    const input = inputOf(body)
    if (!input) {
      return answerError(
        outgoing,
        400,
        'com.amazon.coral.service#SerializationException',
        'The body is not valid',
      )
    }
    const denied = requirementsOf(operation, input).find(
      ({ action, resource }) => !caller.allows(action, resource),
    )
    if (denied) {
      return answerError(
        outgoing,
        400,
        'com.amazon.coral.service#AccessDeniedException',
        accessDeniedMessage(caller, denied.action, denied.resource),
      )
    }
    const measured = capacity.counting && MEASURED.has(operation)
    const asked = measured && input['ReturnConsumedCapacity'] === undefined
    const sent = asked ? askingForUnits(body) : body
    const answer = await this.#forward(incoming, sent)
    if (answer.status === 200 && WRITES.has(operation)) onWrite(tablesOf(input))
    if (!measured || answer.status !== 200) return reply(outgoing, answer)
    const output = outputOf(answer.body)
    capacity.add(caller.name, operation, output)
    if (asked) Reflect.deleteProperty(output, 'ConsumedCapacity')
    reply(outgoing, asked ? { ...answer, body: Buffer.from(JSON.stringify(output)) } : answer)
  }

  #forward(incoming: IncomingMessage, body: Buffer): Promise<EngineAnswer> {
    const { host: _host, connection: _connection, ...headers } = incoming.headers
    return new Promise((resolve, reject) => {
      const outgoing = request(
        this.#options.engine,
        {
          method: incoming.method,
          path: incoming.url,
          agent: this.#agent,
          headers: { ...headers, 'content-length': body.length },
        },
        (answer) => {
          bodyOf(answer).then(
            (bytes) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes }),
            reject,
          )
        },
      )
      outgoing.once('error', reject)
      outgoing.end(body)
    })
  }
}

interface EngineAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const CAPACITY_PATH = '/_capacity'

const WRITES: ReadonlySet<string> = new Set([
  'BatchWriteItem',
  'DeleteItem',
  'PutItem',
  'TransactWriteItems',
  'UpdateItem',
])

const inputOf = (body: Buffer): RequestBody | undefined => {
  try {
    return RequestBody.safeParse(JSON.parse(body.toString('utf8'))).data
  } catch {
    return undefined
  }
}

const outputOf = (body: Buffer): object => {
  const output: unknown = JSON.parse(body.toString('utf8'))
  return typeof output === 'object' && output !== null ? output : {}
}

/** The request as it came, but for the question what it consumes: what is read of it here is only a part. */
const askingForUnits = (body: Buffer): Buffer =>
  Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: 'TOTAL' }))

/** `PUT` counts from zero, `GET` reads, `DELETE` ends counting. */
const answerCapacity = (
  method: string | undefined,
  outgoing: ServerResponse,
  capacity: CapacityCounter,
): void => {
  if (method === 'PUT') capacity.start()
  const uses = capacity.read()
  if (method === 'DELETE') capacity.stop()
  outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(uses))
}

const reply = (outgoing: ServerResponse, { status, headers, body }: EngineAnswer): void => {
  const { 'x-amz-crc32': _crc, connection: _connection, 'transfer-encoding': _encoding, ...rest } = headers
  outgoing.writeHead(status, { ...rest, 'content-length': body.length }).end(body)
}

const answerError = (outgoing: ServerResponse, status: number, type: string, message: string): void => {
  if (outgoing.headersSent) return void outgoing.destroy()
  const body = JSON.stringify({ __type: type, message })
  outgoing
    .writeHead(status, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
    })
    .end(body)
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const portOf = (server: Server): number => {
  // A TCP server that listens has an address with a port.
  return (server.address() as AddressInfo).port
}
