import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { functionError } from './function.ts'
import type { Answer, Invocation, Loaded, WorkerStart } from './messages.ts'

/** The inside of a worker thread: loads one bundle and answers one event at a time, as Lambda's runtime does. */
const serve = (): void => {
  const start: WorkerStart = workerData
  const module: Record<string, unknown> = createRequire(start.file)(start.file)
  const handler = module[start.exportName]
  if (typeof handler !== 'function') {
    throw new Error(`${start.file} exports no function "${start.exportName}"`)
  }
  const port = parentPort
  port?.on('message', (invocation: Invocation) => {
    void answer(handler, invocation).then((reply) => port.postMessage(reply))
  })
  const loaded: Loaded = 'loaded'
  port?.postMessage(loaded)
}

const answer = async (handler: CallableFunction, invocation: Invocation): Promise<Answer> => {
  process.env['_X_AMZN_TRACE_ID'] = `Root=${traceRoot(invocation.requestId)};Sampled=0`
  try {
    const result = await Reflect.apply(handler, undefined, [
      JSON.parse(invocation.event),
      contextOf(invocation),
    ])
    return { payload: JSON.stringify(result ?? null) }
  } catch (error) {
    return { error: functionError(error) }
  }
}

/** X-Ray's form of an identifier, made from the request's so that logs of both can be joined. */
const traceRoot = (requestId: string): string => {
  const hex = requestId.replaceAll('-', '')
  return `1-${hex.slice(0, 8)}-${hex.slice(8, 32)}`
}

const contextOf = (invocation: Invocation) => ({
  awsRequestId: invocation.requestId,
  functionName: invocation.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: invocation.functionArn,
  memoryLimitInMB: String(invocation.memoryMegabytes),
  logGroupName: `/aws/lambda/${invocation.functionName}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - Date.now()),
})

serve()
