import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AsyncQueue, type FailureRecord } from '../../../../../infra/local/lambda/async-queue.ts'
import type { InvocationResult } from '../../../../../infra/local/lambda/function.ts'

const failure: InvocationResult = { error: { errorType: 'Error', errorMessage: 'no' } }

const queueWith = (options: {
  folder?: string
  answer: (attempt: number, event: unknown) => InvocationResult | Promise<InvocationResult>
  onFailure?: string
  pause?: () => number
}) => {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'async-'))
  const events: unknown[] = []
  const delivered: [string, string, FailureRecord][] = []
  const log: string[] = []
  const queue = new AsyncQueue({
    folder,
    settings: () => ({ retries: 2, onFailure: options.onFailure }),
    invoke: async (_name, event) => {
      events.push(event)
      return options.answer(events.length, event)
    },
    deliver: async (destination, name, record) => void delivered.push([destination, name, record]),
    log: (line) => log.push(line),
    pause: options.pause ?? (() => 1),
  })
  return { queue, folder, events, delivered, log }
}

describe('the queue of asynchronous events', () => {
  test('an event is tried until the function takes it', async () => {
    const { queue, folder, events, delivered } = queueWith({
      answer: (attempt) => (attempt < 3 ? failure : { payload: null }),
      onFailure: 'arn:aws:s3:::failures',
    })
    queue.accept('fn', 'arn:fn', { a: 1 })
    expect([queue.size, readdirSync(folder).length]).toEqual([1, 1])
    await queue.drained()
    expect([events.length, delivered, readdirSync(folder), queue.size]).toEqual([3, [], [], 0])
  })

  test('after its retries it ends at the failure destination, with what Lambda writes there', async () => {
    const { queue, folder, delivered, log } = queueWith({
      answer: () => failure,
      onFailure: 'arn:aws:s3:::failures',
    })
    queue.accept('fn', 'arn:fn', { a: 1 })
    await queue.drained()
    const [[destination, name, record] = []] = delivered
    expect([destination, name]).toEqual(['arn:aws:s3:::failures', 'fn'])
    expect(record).toMatchObject({
      version: '1.0',
      requestContext: {
        functionArn: 'arn:fn:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { a: 1 },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    })
    expect(readdirSync(folder)).toEqual([])
    expect(log).toHaveLength(3)
  })

  test('what a killed process had accepted runs at the next start', async () => {
    const killed = queueWith({ answer: () => new Promise(() => undefined) })
    killed.queue.accept('fn', 'arn:fn', { a: 1 })
    writeFileSync(join(killed.folder, 'half.json.part'), '{"functionNa')
    const next = queueWith({ folder: killed.folder, answer: () => ({ payload: null }) })
    next.queue.resume()
    await next.queue.drained()
    expect([next.events, readdirSync(killed.folder)]).toEqual([[{ a: 1 }], []])
  })

  test('stopping ends the waiting and keeps the event', async () => {
    const { queue, folder } = queueWith({ answer: () => failure, pause: () => 3600_000 })
    queue.accept('fn', 'arn:fn', { a: 1 })
    await queue.stop()
    const [file = ''] = readdirSync(folder)
    expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toMatchObject({ event: { a: 1 } })
  })
})
