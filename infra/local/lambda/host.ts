import type { InvocationResult, LocalFunction } from './function.ts'
import { WorkerPool } from './pool.ts'

/** Runs the functions of the template. */
export interface LambdaHost {
  readonly functions: ReadonlyMap<string, LocalFunction>
  /** Runs a function with an event and waits for its answer. Takes a name or an ARN; never rejects. */
  invoke(function_: string, event: unknown): Promise<InvocationResult>
  stop(): Promise<void>
}

/** The host of these functions; nothing runs until the first call.
 *  @param log gets each line that a function writes */
export const createLambdaHost = (
  functions: readonly LocalFunction[],
  log: (functionName: string, line: string) => void = () => undefined,
): LambdaHost => {
  const byName = new Map(functions.map((fn) => [fn.name, fn]))
  const pools = new Map(functions.map((fn) => [fn.name, new WorkerPool(fn, (line) => log(fn.name, line))]))
  return {
    functions: byName,
    invoke: (function_, event) => {
      const pool = pools.get(functionNameOf(function_))
      if (pool) return pool.run(JSON.stringify(event ?? null))
      return Promise.resolve({
        error: { errorType: 'ResourceNotFoundException', errorMessage: `Function not found: ${function_}` },
      })
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()))
    },
  }
}

/** The name in `arn:aws:lambda:<region>:<account>:function:<name>[:<version>]`; a bare name is its own. */
export const functionNameOf = (function_: string): string =>
  function_.startsWith('arn:') ? (function_.split(':')[6] ?? function_) : function_
