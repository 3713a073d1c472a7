import type { FunctionError } from './function.ts'

/** What a worker is started with. */
export interface WorkerStart {
  readonly file: string
  readonly exportName: string
}

/** One event for a worker; the event itself travels as JSON, as it does on AWS. */
export interface Invocation {
  readonly requestId: string
  readonly event: string
  /** Milliseconds since the epoch at which the function's time is up. */
  readonly deadline: number
  readonly functionName: string
  readonly functionArn: string
  readonly memoryMegabytes: number
}

/** A worker's answer: the payload as JSON, or the error that the handler threw. */
export type Answer = { readonly payload: string } | { readonly error: FunctionError }

/** Said once, before the first answer: the bundle is loaded. */
export type Loaded = 'loaded'
