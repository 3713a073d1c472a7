import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { FunctionError, InvocationResult, LocalFunction } from './function.ts'
import { functionError, STOPPED } from './function.ts'
import type { Answer, Invocation, Loaded, WorkerStart } from './messages.ts'

/** How many copies of one function run at the same time. */
const MOST_WORKERS = 4

/** A worker without work is ended after this long. */
const IDLE_MILLISECONDS = 5 * 60_000

interface Waiting {
  readonly event: string
  readonly resolve: (result: InvocationResult) => void
}

/** Runs the events of one function in worker threads: started when needed, at most four, one event at a time each,
 *  ended when idle. An error outside the handler ends its worker and nothing else. */
export class WorkerPool {
  readonly #function: LocalFunction
  readonly #log: (line: string) => void
  readonly #idle: FunctionWorker[] = []
  readonly #all = new Set<FunctionWorker>()
  readonly #waiting: Waiting[] = []
  #stopped = false

  /** @param log gets what the function writes to its standard output and error, line by line */
  constructor(fn: LocalFunction, log: (line: string) => void) {
    this.#function = fn
    this.#log = log
  }

  /** Runs one event, given as JSON; never rejects. */
  run(event: string): Promise<InvocationResult> {
    return new Promise((resolve) => {
      this.#waiting.push({ event, resolve })
      this.#next()
    })
  }

  /** Ends all workers at once; what was running answers with an error. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const { resolve } of this.#waiting.splice(0)) resolve({ error: stopped })
    await Promise.all([...this.#all].map((worker) => worker.end(stopped)))
  }

  #next(): void {
    if (this.#waiting.length === 0) return
    if (this.#stopped) {
      for (const { resolve } of this.#waiting.splice(0)) resolve({ error: stopped })
      return
    }
    const worker = this.#idle.pop() ?? (this.#all.size < MOST_WORKERS ? this.#start() : undefined)
    const waiting = worker && this.#waiting.shift()
    if (!waiting) return
    void worker.run(waiting.event).then((result) => {
      if (worker.alive) this.#idle.push(worker)
      waiting.resolve(result)
      this.#next()
    })
  }

  #start(): FunctionWorker {
    const worker = new FunctionWorker(this.#function, this.#log, () => {
      this.#all.delete(worker)
      const position = this.#idle.indexOf(worker)
      if (position >= 0) this.#idle.splice(position, 1)
      this.#next()
    })
    this.#all.add(worker)
    return worker
  }
}

const stopped: FunctionError = { errorType: STOPPED, errorMessage: 'The local cloud is stopping' }

/** One worker thread of a function. */
class FunctionWorker {
  alive = true
  readonly #function: LocalFunction
  readonly #worker: Worker
  readonly #idle: NodeJS.Timeout
  readonly #loaded = Promise.withResolvers<void>()
  #answer: ((result: InvocationResult) => void) | undefined

  constructor(fn: LocalFunction, log: (line: string) => void, onEnd: () => void) {
    this.#function = fn
    const start: WorkerStart = { file: fn.file, exportName: fn.exportName }
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: start,
      env: { ...fn.environment },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMegabytes },
      name: fn.name,
    })
    forwardLines(this.#worker.stdout, log)
    forwardLines(this.#worker.stderr, log)
    this.#idle = setTimeout(() => void this.end(stopped), IDLE_MILLISECONDS).unref()
    this.#worker.on('message', (message: Answer | Loaded) => {
      if (message === 'loaded') this.#loaded.resolve()
      else this.#settle(resultOf(message))
    })
    this.#worker.on('error', (error) => {
      this.alive = false
      this.#settle({ error: functionError(error) })
    })
    this.#worker.on('exit', (code) => {
      this.alive = false
      clearTimeout(this.#idle)
      this.#settle({
        error: { errorType: 'Runtime.ExitError', errorMessage: `The function exited with status ${code}` },
      })
      onEnd()
    })
  }

  /** Runs one event. As on AWS, loading the bundle does not count towards the timeout. */
  run(event: string): Promise<InvocationResult> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      this.#answer = (result) => {
        clearTimeout(timer)
        this.#idle.refresh()
        resolve(result)
      }
      void this.#loaded.promise.then(() => {
        if (this.alive) timer = this.#send(event)
      })
    })
  }

  #send(event: string): NodeJS.Timeout {
    const fn = this.#function
    const requestId = randomUUID()
    const milliseconds = fn.timeoutSeconds * 1000
    const invocation: Invocation = {
      requestId,
      event,
      deadline: Date.now() + milliseconds,
      functionName: fn.name,
      functionArn: fn.arn,
      memoryMegabytes: fn.memoryMegabytes,
    }
    this.#worker.postMessage(invocation)
    const errorMessage = `${requestId} Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`
    return setTimeout(() => void this.end({ errorType: 'Sandbox.Timedout', errorMessage }), milliseconds)
  }

  /** Ends the thread; an event that it was working on answers with this error. */
  async end(error: FunctionError): Promise<void> {
    this.alive = false
    clearTimeout(this.#idle)
    this.#settle({ error })
    await this.#worker.terminate()
  }

  #settle(result: InvocationResult): void {
    const answer = this.#answer
    this.#answer = undefined
    answer?.(result)
  }
}

const resultOf = (answer: Answer): InvocationResult =>
  'error' in answer ? { error: answer.error } : { payload: JSON.parse(answer.payload) }

/** Node writes the source line of an uncaught error; in a minified bundle that is the whole program. */
const LONGEST_LINE = 32_768

const forwardLines = (stream: NodeJS.ReadableStream, log: (line: string) => void): void => {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '' && line.length <= LONGEST_LINE) log(line)
  })
  stream.on('end', () => {
    if (rest !== '') log(rest)
  })
}
