import type { IncomingMessage, ServerResponse } from 'node:http'
import { accessDeniedMessage, type Caller } from '../iam.ts'

/** An error in the form of AWS's JSON protocol. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** One operation of a service: gets the parsed body, answers what becomes the reply's body. */
export type Operation = (input: unknown, caller: Caller) => object

/** @throws ServiceError in the words of AWS when the caller's role does not allow the action */
export const require = (caller: Caller, action: string, resource: string): void => {
  if (!caller.allows(action, resource)) {
    throw new ServiceError('AccessDeniedException', accessDeniedMessage(caller, action, resource))
  }
}

/** The body of a request, parsed.
 *  @throws ServiceError when it is no JSON */
export const jsonOf = async (incoming: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
  } catch {
    throw new ServiceError('SerializationException', 'The body is not valid JSON')
  }
}

/** Answers 200, or 400 with the error. */
export const answer = (outgoing: ServerResponse, result: object): void => {
  const body = result instanceof ServiceError ? { __type: result.code, message: result.message } : result
  outgoing
    .writeHead(result instanceof ServiceError ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify(body))
}
