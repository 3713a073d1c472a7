import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { accessDeniedMessage, type Iam, signerOf } from '../iam.ts'
import type { InvocationResult } from './function.ts'
import { functionNameOf, type LambdaHost } from './host.ts'

/** The API of Lambda, as much of it as functions use: one calls another (`Invoke`). */
export interface LambdaService {
  readonly endpoint: string
  /** From now on calls are answered. */
  open(target: LambdaTarget): void
  stop(): Promise<void>
}

/** What runs the functions. */
interface LambdaTarget {
  readonly functions: LambdaHost['functions']
  readonly invoke: LambdaHost['invoke']
  /** Accepts an event that nobody waits for. */
  readonly invokeAsync: (functionArn: string, event: unknown) => boolean
}

/** Opens the port on which functions call functions; their environment names it before there is anything to call. */
export const startLambdaService = async (iam: Iam): Promise<LambdaService> => {
  let target: LambdaTarget | undefined
  const server = createServer((request, response) => {
    perform(request, iam, target).then(
      (answer) => reply(response, answer),
      (error: unknown) =>
        reply(
          response,
          error instanceof LambdaError ? error : new LambdaError(500, 'ServiceException', String(error)),
        ),
    )
  })
  server.requestTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    open: (to) => {
      target = to
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** An error in the form of AWS's protocol of paths. */
class LambdaError extends Error {
  override readonly name = 'LambdaError'
  readonly status: number
  readonly type: string

  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

/** What a function answered; nothing for an event that was accepted. */
type Answer = InvocationResult | 'accepted'

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/

const perform = async (
  request: IncomingMessage,
  iam: Iam,
  target: LambdaTarget | undefined,
): Promise<Answer> => {
  const body = await text(request)
  const caller = signerOf(request.headers.authorization, iam)
  if (!caller) throw new LambdaError(403, 'UnrecognizedClientException', 'The security token is invalid.')
  const asked = PATH.exec(request.url ?? '')?.[1]
  if (request.method !== 'POST' || asked === undefined)
    throw new LambdaError(501, 'NotImplemented', `The local cloud has no ${request.method} ${request.url}`)
  const name = functionNameOf(decodeURIComponent(asked))
  const known = target?.functions.get(name)
  if (target === undefined || known === undefined)
    throw new LambdaError(404, 'ResourceNotFoundException', `Function not found: ${name}`)
  if (!caller.allows('lambda:InvokeFunction', known.arn)) {
    const message = accessDeniedMessage(caller, 'lambda:InvokeFunction', known.arn)
    throw new LambdaError(403, 'AccessDeniedException', message)
  }
  const event: unknown = body === '' ? {} : parsed(body)
  if (request.headers['x-amz-invocation-type'] !== 'Event') return target.invoke(name, event)
  target.invokeAsync(known.arn, event)
  return 'accepted'
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    throw new LambdaError(400, 'InvalidRequestContentException', 'Could not parse request body into json')
  }
}

const reply = (response: ServerResponse, answer: Answer | LambdaError): void => {
  response.setHeader('x-amzn-requestid', randomUUID())
  response.setHeader('content-type', 'application/json')
  if (answer instanceof LambdaError) {
    response.setHeader('x-amzn-errortype', answer.type)
    response.writeHead(answer.status).end(JSON.stringify({ Type: 'User', Message: answer.message }))
    return
  }
  if (answer === 'accepted') return void response.writeHead(202).end()
  if (answer.error !== undefined) response.setHeader('x-amz-function-error', 'Unhandled')
  response.writeHead(200).end(JSON.stringify(answer.error ?? answer.payload ?? null))
}
