import * as z from 'zod'
import { REGION } from '../assembly.ts'

/** An error that the engine answered with: `ResourceNotFoundException: …`. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  /** The error's name without its namespace. */
  readonly code: string

  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** Calls the engine behind the proxy, with no permission asked.
 *  @param operation `<service>.<operation>`; of the table service where none is named
 *  @throws EngineError for an answer that is not 200
 *  @throws TypeError when the engine does not answer at all */
export const callEngine = async <S extends z.ZodType>(
  endpoint: string,
  operation: string,
  input: object,
  output: S,
): Promise<z.output<S>> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': operation.includes('.') ? operation : `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20200101T000000Z',
      // The engine wants a signature to be there and checks no more of it.
      authorization: `AWS4-HMAC-SHA256 Credential=LOCAL/20200101/${REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(input),
  })
  const body: unknown = await response.json()
  if (response.ok) return output.parse(body)
  const { __type, message, Message } = Failure.parse(body)
  throw new EngineError(__type.split('#').at(-1) ?? __type, message ?? Message ?? '')
}

const Failure = z.object({
  __type: z.string().default('UnknownError'),
  message: z.string().optional(),
  Message: z.string().optional(),
})
