import { afterEach, describe, expect, test } from 'vitest'
import type { LocalFunction } from '../../../../../infra/local/lambda/function.ts'
import { createLambdaHost, type LambdaHost } from '../../../../../infra/local/lambda/host.ts'
import { functionOf } from '../support/bundles.ts'

const hosts: LambdaHost[] = []
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()))
})

const hostOf = (fn: LocalFunction) => {
  const lines: string[] = []
  const host = createLambdaHost([fn], (name, line) => lines.push(`${name}: ${line}`))
  hosts.push(host)
  return { host, lines, invoke: (event: unknown) => host.invoke(fn.name, event) }
}

describe('a function', () => {
  test('gets event, context and its own environment only', async () => {
    process.env['OF_THE_HOST'] = 'secret'
    const { invoke } = hostOf(
      functionOf(`exports.handler = async (event, context) => ({
        event, env: process.env.GREETING, host: process.env.OF_THE_HOST ?? null,
        name: context.functionName, remaining: context.getRemainingTimeInMillis(), id: context.awsRequestId,
        trace: process.env._X_AMZN_TRACE_ID,
      })`),
    )
    const { payload } = await invoke({ a: ['ü'] })
    expect(payload).toMatchObject({ event: { a: ['ü'] }, env: 'hello', host: null, name: 'test-function' })
    expect(payload).toHaveProperty('id', expect.stringMatching(/^[0-9a-f-]{36}$/))
    expect(payload).toHaveProperty('trace', expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};/))
    const { remaining } = Object(payload)
    expect(remaining).toBeGreaterThan(0)
    expect(remaining).toBeLessThanOrEqual(10_000)
  })

  test('is called by its ARN too', async () => {
    const fn = functionOf('exports.handler = async () => 1')
    const { host } = hostOf(fn)
    expect(await host.invoke(fn.arn, {})).toEqual({ payload: 1 })
  })

  test('that is not there is an error, not an exception', async () => {
    const { host } = hostOf(functionOf(''))
    expect(await host.invoke('other', {})).toMatchObject({
      error: { errorType: 'ResourceNotFoundException' },
    })
  })

  test('handles one event at a time in each of at most four copies', async () => {
    const { invoke } = hostOf(
      functionOf(`
        const { threadId } = require('node:worker_threads')
        let running = 0
        exports.handler = async () => {
          const together = ++running
          await new Promise((resolve) => setTimeout(resolve, 30))
          running--
          return { threadId, together }
        }`),
    )
    const results = await Promise.all(Array.from({ length: 12 }, () => invoke({})))
    const payloads = results.map(({ payload }) => Object(payload))
    expect(new Set(payloads.map(({ together }) => together))).toEqual(new Set([1]))
    expect(new Set(payloads.map(({ threadId }) => threadId)).size).toBe(4)
  })

  test('keeps what it remembers between calls', async () => {
    const { invoke } = hostOf(functionOf('let calls = 0; exports.handler = async () => ++calls'))
    expect([await invoke({}), await invoke({})]).toEqual([{ payload: 1 }, { payload: 2 }])
  })

  test('tells what it threw', async () => {
    const { invoke } = hostOf(functionOf(`exports.handler = async () => { throw new RangeError('too far') }`))
    expect(await invoke({})).toMatchObject({ error: { errorType: 'RangeError', errorMessage: 'too far' } })
  })

  test('that fails outside its handler ends that copy only', async () => {
    const { invoke, lines } = hostOf(
      functionOf(`/* ${'x'.repeat(50_000)} */ exports.handler = async (event) => {
        if (event.break) { setTimeout(() => { throw new Error('outside') }); await new Promise(() => {}) }
        return 'fine'
      }`),
    )
    expect(await invoke({ break: true })).toMatchObject({ error: { errorMessage: 'outside' } })
    expect(await invoke({})).toEqual({ payload: 'fine' })
    expect(lines.every((line) => line.length < 40_000)).toBe(true)
  })

  test('that cannot be loaded says why', async () => {
    const { invoke } = hostOf(functionOf(`throw new Error('LOG_LEVEL is missing')`))
    expect(await invoke({})).toMatchObject({ error: { errorMessage: 'LOG_LEVEL is missing' } })
  })

  test('that takes too long is ended', async () => {
    const { invoke } = hostOf(
      functionOf(`exports.handler = async (event) => { if (event.hang) while (true); return 'fine' }`, {
        timeoutSeconds: 1,
      }),
    )
    expect(await invoke({ hang: true })).toMatchObject({
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringContaining('timed out after 1.00 seconds'),
      },
    })
    expect(await invoke({})).toEqual({ payload: 'fine' })
  })

  test('writes to its log line by line', async () => {
    const { invoke, host, lines } = hostOf(
      functionOf(`exports.handler = async () => { console.log('one\\ntwo'); console.error('three') }`),
    )
    await invoke({})
    await host.stop()
    expect(lines).toEqual(
      expect.arrayContaining(['test-function: one', 'test-function: two', 'test-function: three']),
    )
  })

  test('in hand answers with an error when the host stops', async () => {
    const { invoke, host } = hostOf(functionOf('exports.handler = () => new Promise(() => {})'))
    const answer = invoke({})
    await host.stop()
    expect(await answer).toMatchObject({ error: { errorType: 'Stopped' } })
    expect(await invoke({})).toMatchObject({ error: { errorType: 'Stopped' } })
  })
})
