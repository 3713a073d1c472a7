import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { StartError } from '../start-error.ts'
import type { InvocationResult } from './function.ts'

/** What the template says of a function's asynchronous calls (`AWS::Lambda::EventInvokeConfig`). */
export interface AsyncSettings {
  /** After the first attempt; Lambda's own default is 2. */
  readonly retries: number
  /** ARN of where a failed event goes; without it the event is dropped, as on AWS. */
  readonly onFailure?: string | undefined
}

interface AsyncQueueOptions {
  /** Waiting events are files here, so that an accepted event outlives a crash. */
  readonly folder: string
  readonly settings: (functionName: string) => AsyncSettings
  readonly invoke: (functionName: string, event: unknown) => Promise<InvocationResult>
  /** Hands the record of a failed event to its destination. */
  readonly deliver: (destination: string, functionName: string, record: FailureRecord) => Promise<void>
  readonly log: (line: string) => void
  /** Milliseconds before attempt n + 1; on AWS a minute and two, here a moment. */
  readonly pause?: (attempt: number) => number
}

/** The document that Lambda sends to the destination of a failed asynchronous event. */
export interface FailureRecord {
  readonly version: '1.0'
  readonly timestamp: string
  readonly requestContext: {
    readonly requestId: string
    readonly functionArn: string
    readonly condition: 'RetriesExhausted'
    readonly approximateInvokeCount: number
  }
  readonly requestPayload: unknown
  readonly responseContext: {
    readonly statusCode: 200
    readonly executedVersion: '$LATEST'
    readonly functionError: 'Unhandled'
  }
  readonly responsePayload: unknown
}

const Entry = z.object({ functionName: z.string(), functionArn: z.string(), event: z.unknown() })
type Entry = z.output<typeof Entry>

/** @throws StartError when the file does not hold an accepted event */
const entryIn = (file: string): Entry => {
  try {
    return Entry.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new StartError(`${file} is damaged: remove it, or start anew with --reset`)
  }
}

/** Lambda's queue of asynchronous events: accepted events run at least once, are tried again when the function
 *  fails, and end at the function's failure destination. */
export class AsyncQueue {
  readonly #options: AsyncQueueOptions
  readonly #running = new Set<Promise<void>>()
  readonly #stop = new AbortController()

  constructor(options: AsyncQueueOptions) {
    this.#options = options
    mkdirSync(options.folder, { recursive: true })
  }

  /** Accepts an event; it is on disk when this returns. */
  accept(functionName: string, functionArn: string, event: unknown): void {
    const file = join(this.#options.folder, `${Date.now()}-${randomUUID()}.json`)
    const entry: Entry = { functionName, functionArn, event }
    writeFileSync(`${file}.part`, JSON.stringify(entry), { flush: true })
    renameSync(`${file}.part`, file)
    this.#start(file, entry)
  }

  /** Runs what an earlier process accepted and did not finish. @throws StartError when such a file is damaged */
  resume(): void {
    for (const name of readdirSync(this.#options.folder).sort()) {
      const file = join(this.#options.folder, name)
      if (name.endsWith('.json')) this.#start(file, entryIn(file))
      else rmSync(file)
    }
  }

  /** How many accepted events are not done. */
  get size(): number {
    return this.#running.size
  }

  /** Resolves when every event accepted so far is done. */
  async drained(): Promise<void> {
    await Promise.all(this.#running)
  }

  /** Stops trying; what is not done runs again at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.drained()
  }

  #start(file: string, entry: Entry): void {
    const running = this.#work(file, entry)
      .catch((error: unknown) => this.#options.log(`${entry.functionName}: ${String(error)}`))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  async #work(file: string, entry: Entry): Promise<void> {
    const { invoke, settings, deliver, log, pause = (attempt: number) => attempt * 200 } = this.#options
    const { retries, onFailure } = settings(entry.functionName)
    for (let attempt = 1; ; attempt++) {
      const result = await invoke(entry.functionName, entry.event)
      if (this.#stop.signal.aborted && result.error) return
      if (!result.error) break
      log(`${entry.functionName} failed (attempt ${attempt} of ${retries + 1}): ${result.error.errorMessage}`)
      if (attempt <= retries) {
        await this.#wait(pause(attempt))
        if (this.#stop.signal.aborted) return
        continue
      }
      if (onFailure) await deliver(onFailure, entry.functionName, failureRecord(entry, result, attempt))
      break
    }
    rmSync(file, { force: true })
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const signal = this.#stop.signal
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      if (signal.aborted) done()
      else signal.addEventListener('abort', done)
    })
  }
}

const failureRecord = (entry: Entry, result: InvocationResult, attempts: number): FailureRecord => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId: randomUUID(),
    functionArn: `${entry.functionArn}:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount: attempts,
  },
  requestPayload: entry.event,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: result.error,
})
