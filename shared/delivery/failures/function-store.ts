import { InvokeCommand, LambdaClient, LambdaServiceException } from '@aws-sdk/client-lambda'
import { type FunctionAnswer, FunctionFault } from './model.ts'
import { type Functions, NoAnswerError, NotCallableError } from './ports.ts'

/** Functions of AWS Lambda. */
export class LambdaFunctions implements Functions {
  /** Whether what was called may be called again, only its caller knows: the client tries once. */
  readonly #client = new LambdaClient({ maxAttempts: 1 })

  async call(name: string, event: unknown, deadline: Date): Promise<FunctionAnswer> {
    const abortSignal = AbortSignal.timeout(Math.max(0, deadline.getTime() - Date.now()))
    try {
      const { Payload, FunctionError } = await this.#client.send(
        new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
        { abortSignal },
      )
      const text = Payload?.transformToString() ?? ''
      const told: unknown = text === '' ? undefined : JSON.parse(text)
      return FunctionError === undefined ? { payload: told } : { error: FunctionFault.parse(told ?? {}) }
    } catch (error) {
      if (abortSignal.aborted) throw new NoAnswerError(`no answer from ${name}`, { cause: error })
      throw notCallable(error)
    }
  }

  async start(name: string, event: unknown): Promise<void> {
    const Payload = JSON.stringify(event)
    try {
      await this.#client.send(new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload }))
    } catch (error) {
      throw notCallable(error)
    }
  }
}

const notCallable = (error: unknown): unknown =>
  error instanceof LambdaServiceException ? new NotCallableError(error.name, { cause: error }) : error
